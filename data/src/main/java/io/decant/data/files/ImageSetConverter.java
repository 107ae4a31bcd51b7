package io.decant.data.files;

import io.decant.data.DataException;
import io.decant.data.db.DatabaseWriter;
import io.decant.proto.caffe.Datum;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a database of the images that a list names, as the tool convert_imageset of Caffe does:
 * keys are the place in the list, in eight digits, and the path. Images are decoded on all cores,
 * and written in order.
 */
public final class ImageSetConverter {
  private static final long SEED = 1701;
  private static final int AT_ONCE = 256;
  private static final int STEP = 1000;

  private final String root;
  private final ImageList list;
  private final ImageRecords records;
  private final List<Integer> order = new ArrayList<>();

  /** An image that was read, or what kept it from that. */
  private static final class Outcome {
    private final @Nullable Datum datum;
    private final String problem;

    private Outcome(@Nullable Datum datum, String problem) {
      this.datum = datum;
      this.problem = problem;
    }
  }

  /**
   * Reads the list.
   *
   * @param root what is put before each path, as it stands
   * @param list a text file: a path, a space, a whole number in each line
   * @param records how records are made
   * @throws DataException when the list cannot be read
   */
  public ImageSetConverter(String root, Path list, ImageRecords records) throws DataException {
    this.root = root;
    this.list = ImageList.read(list);
    this.records = records;
    for (int i = 0; i < this.list.size(); i++) {
      label(i);
      order.add(i);
    }
  }

  private int label(int image) throws DataException {
    float[] labels = list.labels(image);
    if (labels.length != 1 || labels[0] != (int) labels[0]) {
      throw new DataException(
          list.where(image) + ": one whole number is needed for a label of a database");
    }
    return (int) labels[0];
  }

  /** Returns the number of images. */
  public int size() {
    return order.size();
  }

  /** Mixes the images; the same list is always mixed alike. */
  public void shuffle() {
    Collections.shuffle(order, new Random(SEED));
  }

  /**
   * Makes the database. An image that cannot be read is left out.
   *
   * @param writer takes the records; it is committed
   * @param checkSize whether images must have one size
   * @param log takes progress, line by line
   * @param errors takes a line for each image that is left out
   * @return the number of records
   * @throws DataException when the database cannot be written, or the sizes differ
   */
  public int convert(
      DatabaseWriter writer, boolean checkSize, Consumer<String> log, Consumer<String> errors)
      throws DataException {
    int written = 0;
    int size = -1;
    for (int first = 0; first < order.size(); first += AT_ONCE) {
      int start = first;
      int end = Math.min(order.size(), first + AT_ONCE);
      List<Outcome> chunk =
          IntStream.range(start, end).parallel().mapToObj(i -> read(order.get(i))).toList();
      for (int i = start; i < end; i++) {
        Outcome outcome = chunk.get(i - start);
        if (outcome.datum == null) {
          errors.accept(outcome.problem);
          continue;
        }
        int bytes = outcome.datum.getData().size();
        if (checkSize && size >= 0 && bytes != size) {
          throw new DataException(
              "%s: Incorrect data field size %,d, those before have %,d; resize them, or leave out"
                      .formatted(list.where(order.get(i)), bytes, size)
                  + " --check_size");
        }
        size = bytes;
        String key = "%08d_%s".formatted(i, list.path(order.get(i)));
        writer.put(key.getBytes(StandardCharsets.UTF_8), outcome.datum.toByteArray());
        written++;
        if (written % STEP == 0) {
          log.accept("Processed " + written + " files.");
        }
      }
    }
    writer.commit();
    if (written % STEP != 0) {
      log.accept("Processed " + written + " files.");
    }
    return written;
  }

  private Outcome read(int image) {
    try {
      Path file = Path.of(root + list.path(image));
      return new Outcome(records.make(file, list.where(image), label(image)), "");
    } catch (DataException e) {
      return new Outcome(null, "Could not open or find file: " + e.getMessage());
    }
  }
}
