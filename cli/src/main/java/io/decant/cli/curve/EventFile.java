package io.decant.cli.curve;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * An event file of TensorBoard: records of a length, its masked checksum, a message Event, its
 * masked checksum. Source: TensorFlow's record_writer.h and event.proto.
 */
public final class EventFile extends SampleFile {
  /** Field numbers of Event. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;

  /** Field numbers of Summary and its Value. */
  private static final int VALUE = 1;

  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;

  private static final int MASK = 0xa282ead8;

  private static final String FLAG = "--tensorboard";

  private final OutputStream out;

  private EventFile(Path file, OutputStream out) {
    super(FLAG, file, out);
    this.out = out;
  }

  /**
   * Begins a file in a folder, which is made if need be.
   *
   * @throws UncheckedIOException when that is not possible
   */
  public static EventFile create(Path folder) {
    long second = System.currentTimeMillis() / 1000;
    String host = System.getenv().getOrDefault("HOSTNAME", "localhost");
    Path file =
        folder.resolve(
            "events.out.tfevents.%d.%s.%d".formatted(second, host, ProcessHandle.current().pid()));
    try {
      Files.createDirectories(folder);
      EventFile events = new EventFile(file, Files.newOutputStream(file));
      events.record(event -> event.writeString(FILE_VERSION, "brain.Event:2"));
      return events;
    } catch (IOException e) {
      throw failure(FLAG, file, e);
    }
  }

  @Override
  public void take(Sample sample) {
    byte[] summary = message(out -> summary(sample, out));
    record(
        event -> {
          event.writeInt64(STEP, sample.iteration());
          event.writeByteArray(SUMMARY, summary);
        });
  }

  private static void summary(Sample sample, CodedOutputStream out) throws IOException {
    for (Map.Entry<String, Double> entry : sample.values().entrySet()) {
      byte[] value =
          message(
              fields -> {
                fields.writeString(TAG, entry.getKey());
                fields.writeFloat(SIMPLE_VALUE, entry.getValue().floatValue());
              });
      out.writeByteArray(VALUE, value);
    }
  }

  /** Writes the fields of a message. */
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void record(Fields fields) {
    byte[] event =
        message(
            out -> {
              out.writeDouble(WALL_TIME, System.currentTimeMillis() / 1e3);
              fields.write(out);
            });
    byte[] length = little(Long.BYTES).putLong(event.length).array();
    write(
        () -> {
          out.write(length);
          out.write(checksum(length));
          out.write(event);
          out.write(checksum(event));
          out.flush();
        });
  }

  private static byte[] checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int value = (int) crc.getValue();
    return little(Integer.BYTES).putInt(Integer.rotateRight(value, 15) + MASK).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
