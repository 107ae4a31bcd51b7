package io.decant.data.mnist;

import io.decant.data.db.Databases;
import io.decant.data.db.Databases.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tool convert_mnist_data: {@code [--backend lmdb] [--overwrite] IMAGES LABELS DB}. Flags may
 * be spelled as gflags allows: one or two dashes, value after {@code =} or as the next word.
 */
public final class ConvertMnistData {
  private static final String USAGE =
      """
      usage: convert_mnist_data [--backend lmdb] [--overwrite] IMAGES LABELS DB
      Makes a database of MNIST's images and labels (IDX files, gzipped or not).
        --backend    format of the database (default lmdb)
        --overwrite  replace DB if it exists (default: refuse)
      """;

  private final List<String> words = new ArrayList<>();
  private DB backend = DB.LMDB;
  private Existing existing = Existing.REFUSE;
  private boolean help;

  private ConvertMnistData() {}

  /**
   * Runs the tool.
   *
   * @param out takes progress
   * @param err takes what is wrong
   * @return the exit code: 0, 1 when it failed, 2 for wrong arguments
   */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    ConvertMnistData tool = new ConvertMnistData();
    try {
      tool.parse(arguments);
      if (tool.help) {
        out.print(USAGE);
        return 0;
      }
      MnistConverter.convert(
          Path.of(tool.words.get(0)),
          Path.of(tool.words.get(1)),
          Path.of(tool.words.get(2)),
          tool.backend,
          tool.existing,
          out::println);
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private void parse(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("-") || word.equals("-")) {
        words.add(word);
        continue;
      }
      String flag = word.substring(word.startsWith("--") ? 2 : 1);
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      switch (name) {
        case "help" -> help = true;
        case "overwrite" -> existing = Existing.REPLACE;
        case "backend" -> {
          if (equals < 0 && i + 1 == arguments.size()) {
            throw new IllegalArgumentException("flag --backend needs a value");
          }
          backend = Databases.backend(equals < 0 ? arguments.get(++i) : flag.substring(equals + 1));
        }
        default ->
            throw new IllegalArgumentException("flag '" + word + "' is unknown\n" + USAGE.strip());
      }
    }
    if (!help && words.size() != 3) {
      throw new IllegalArgumentException(
          "IMAGES, LABELS and DB are needed, " + words.size() + " given\n" + USAGE.strip());
    }
  }
}
