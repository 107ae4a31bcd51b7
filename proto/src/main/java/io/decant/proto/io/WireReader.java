package io.decant.proto.io;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.internal.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Walks over the fields of a binary file. A length that points behind the end of its message or of
 * the file is refused before anything is allocated for it.
 */
final class WireReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Reads one field, or skips it. */
  interface FieldHandler {
    /** Reads the field's value, or returns false and leaves it. */
    boolean read(int field, int wireType) throws IOException;
  }

  private final Path file;
  private final String what;
  private final long size;
  private final InputStream stream;
  private final CodedInputStream in;

  private WireReader(Path file, String what, long size) throws IOException {
    this.file = file;
    this.what = what;
    this.size = size;
    this.stream = Files.newInputStream(file);
    this.in = CodedInputStream.newInstance(stream, BUFFER_BYTES);
    in.setSizeLimit(Integer.MAX_VALUE);
    in.pushLimit((int) size);
  }

  /**
   * Opens a file, hands it to an action and closes it. An empty file would be a message without
   * fields; it is what a full disk leaves behind, so it is refused.
   *
   * @param what what the file should be, for errors: "a caffemodel"
   */
  static void read(Path file, String what, Action action) {
    long size = InputFiles.check(file, Integer.MAX_VALUE, WireWriter.USE_HDF5);
    if (size == 0) {
      throw new ProtoFormatException(
          file.toString(), "not " + what + ", or cut off: the file is empty");
    }
    try (WireReader reader = new WireReader(file, what, size)) {
      try {
        action.run(reader);
      } catch (InvalidProtocolBufferException e) {
        throw reader.invalid(e);
      }
    } catch (IOException e) {
      throw InputFiles.unreadable(file, e);
    }
  }

  /** What is done with an open file. */
  interface Action {
    void run(WireReader reader) throws IOException;
  }

  CodedInputStream in() {
    return in;
  }

  Path file() {
    return file;
  }

  /** Reads fields up to the end of the file or of the message that is being read. */
  void fields(FieldHandler handler) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int wireType = WireFormat.getTagWireType(tag);
      if (wireType == WireFormat.WIRETYPE_START_GROUP
          || wireType == WireFormat.WIRETYPE_END_GROUP) {
        throw new InvalidProtocolBufferException("a group, which Caffe's files never have");
      }
      if (!handler.read(WireFormat.getTagFieldNumber(tag), wireType)) {
        in.skipField(tag);
      }
    }
  }

  /** Reads a message that is the value of a field. */
  void message(FieldHandler handler) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    fields(handler);
    in.popLimit(outer);
  }

  private ProtoFormatException invalid(InvalidProtocolBufferException e) {
    long at = in.getTotalBytesRead();
    String problem =
        at >= size
            ? String.format("not %s, or cut off at its end after %,d bytes", what, size)
            : String.format("not %s, or damaged near byte %,d of %,d", what, at, size);
    ProtoFormatException error = new ProtoFormatException(file.toString(), problem);
    error.initCause(e);
    return error;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
