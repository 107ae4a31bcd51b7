package io.decant.data.cifar;

import com.google.protobuf.ByteString;
import io.decant.data.DataException;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Makes databases of Datum records of CIFAR-10's binary files, as the example tool
 * convert_cifar_data of Caffe does: 3 channels (red, green, blue) of 32 x 32 unsigned bytes, keys
 * of five digits.
 */
public final class CifarConverter {
  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;
  private static final int BATCHES = 5;

  private final Path input;
  private final Path output;
  private final DB backend;
  private final Existing existing;
  private final Consumer<String> log;

  /**
   * Prepares a conversion.
   *
   * @param input folder with {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code
   *     test_batch.bin}
   * @param output folder for {@code cifar10_train_<backend>} and {@code cifar10_test_<backend>}
   * @param existing what to do when something has those names already
   * @param log takes progress, line by line
   */
  public CifarConverter(
      Path input, Path output, DB backend, Existing existing, Consumer<String> log) {
    this.input = input;
    this.output = output;
    this.backend = backend;
    this.existing = existing;
    this.log = log;
  }

  /**
   * Makes both databases; each appears under its name when it is complete.
   *
   * @return the number of records in both
   * @throws DataException when a file cannot be read, is no batch of CIFAR-10, or a database cannot
   *     be written
   */
  public int convert() throws IOException {
    log.accept("Writing Training data");
    int train =
        convert(
            "train",
            IntStream.rangeClosed(1, BATCHES).mapToObj(i -> "data_batch_" + i + ".bin").toList());
    log.accept("Writing Testing data");
    return train + convert("test", List.of("test_batch.bin"));
  }

  private int convert(String part, List<String> files) throws IOException {
    String name = "cifar10_" + part + "_" + backend.name().toLowerCase(Locale.ROOT);
    int items = 0;
    try (DatabaseWriter writer = Databases.create(output.resolve(name), backend, existing)) {
      for (int i = 0; i < files.size(); i++) {
        if (files.size() > 1) {
          log.accept("Training Batch " + (i + 1));
        }
        items = write(input.resolve(files.get(i)), writer, items);
      }
      writer.commit();
    }
    return items;
  }

  private static int write(Path file, DatabaseWriter writer, int first) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DataException("cannot read " + file + ": there is no such file");
    }
    byte[] pixels = new byte[PIXELS];
    int item = first;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (int label = in.read(); label >= 0; label = in.read()) {
        in.readFully(pixels);
        Datum datum =
            Datum.newBuilder()
                .setChannels(3)
                .setHeight(SIDE)
                .setWidth(SIDE)
                .setLabel(label)
                .setData(ByteString.copyFrom(pixels))
                .build();
        byte[] key = "%05d".formatted(item).getBytes(StandardCharsets.US_ASCII);
        writer.put(key, datum.toByteArray());
        item++;
      }
    } catch (EOFException e) {
      throw new DataException(
          "cannot read %s: it ends within image %,d; CIFAR-10's binary version has %,d bytes each"
              .formatted(file, item - first, PIXELS + 1),
          e);
    }
    if (item == first) {
      throw new DataException("cannot read " + file + ": it is empty");
    }
    return item;
  }
}
