package io.decant.cli.tool;

import io.decant.api.command.CommandContext;
import io.decant.cli.flag.UsageException;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.files.ImageRecords;
import io.decant.data.files.ImageSetConverter;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** convert_imageset: a database of the images that a list names. */
final class ConvertImageset extends ToolRun {
  private static final Logger LOG = LoggerFactory.getLogger(ConvertImageset.class);

  @Option(
      names = "--gray",
      arity = "1",
      paramLabel = "true|false",
      description = "treat images as gray ones; default false")
  private boolean gray;

  @Option(
      names = "--shuffle",
      arity = "1",
      paramLabel = "true|false",
      description = "mix the images, the same list always alike; default false")
  private boolean shuffle;

  @Option(
      names = "--resize_width",
      paramLabel = "N",
      description = "width that images are resized to; default 0, which leaves them as they are")
  private int width;

  @Option(
      names = "--resize_height",
      paramLabel = "N",
      description = "height that images are resized to; default 0, which leaves them as they are")
  private int height;

  @Option(
      names = "--check_size",
      arity = "1",
      paramLabel = "true|false",
      description = "check that all records have the same size; default false")
  private boolean checkSize;

  @Option(
      names = "--encoded",
      arity = "1",
      paramLabel = "true|false",
      description = "keep encoded images in the records; default false")
  private boolean encoded;

  @Option(
      names = "--encode_type",
      paramLabel = "TYPE",
      description = "format of encoded images, such as png or jpg; default: that of the file")
  private String encodeType = "";

  @Mixin private final DatabaseFlags database = new DatabaseFlags();

  @Override
  protected int run(CommandContext context) throws IOException {
    if (!encodeType.isEmpty() && !encoded) {
      LOG.info("encode_type specified, assuming encoded=true.");
    }
    ImageRecords records;
    try {
      records = new ImageRecords(gray, height, width, encoded || !encodeType.isEmpty(), encodeType);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    ImageSetConverter converter = new ImageSetConverter(words().get(0), path(1), records);
    if (shuffle) {
      LOG.info("Shuffling data");
      converter.shuffle();
    }
    LOG.info("A total of {} images.", converter.size());
    try (DatabaseWriter writer =
        Databases.create(path(2), database.backend(), database.existing())) {
      converter.convert(writer, checkSize, LOG::info, LOG::error);
    }
    return 0;
  }
}
