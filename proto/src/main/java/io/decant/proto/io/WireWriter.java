package io.decant.proto.io;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.decant.proto.ProtoFileException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a message field by field, so that it need not be in memory as a whole. Fields of one
 * message may come one after another in any order, which is what makes this possible.
 */
final class WireWriter implements AutoCloseable {
  /** What to do about more than the binary format can hold. */
  static final String USE_HDF5 = "; keep more in HDF5 (in a solver: snapshot_format: HDF5)";

  private final Path target;
  private final AtomicFile file;
  private final CodedOutputStream out;
  private long written;

  /** Writes the content of a field. */
  interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  WireWriter(Path target) {
    this(target, AtomicFile.create(target));
  }

  WireWriter(Path target, AtomicFile file) {
    this.target = target;
    this.file = file;
    this.out = CodedOutputStream.newInstance(file.stream(), 1 << 16);
  }

  /** Writes the fields of a small message. */
  void fields(MessageLite message) {
    reserve(message.getSerializedSize());
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Writes a field that is a message of a known size. */
  void message(int field, long bytes, Content content) {
    reserve(messageSize(field, bytes));
    try {
      writeHead(out, field, bytes);
      content.write(out);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  void commit() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failure(e);
    }
    file.commit();
  }

  private void reserve(long bytes) {
    written += bytes;
    if (written > Integer.MAX_VALUE) {
      file.close();
      throw tooBig(target, written);
    }
  }

  static ProtoFileException tooBig(Path target, long bytes) {
    return new ProtoFileException(
        String.format(
            "cannot write %s: it needs at least %,d bytes, and the binary format ends at %,d%s",
            target, bytes, Integer.MAX_VALUE, USE_HDF5));
  }

  private ProtoFileException failure(IOException e) {
    file.close();
    return file.failure(e);
  }

  /** The size of a field that is a message, with its tag and length. */
  static long messageSize(int field, long bytes) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt64SizeNoTag(bytes)
        + bytes;
  }

  static void writeHead(CodedOutputStream out, int field, long bytes) throws IOException {
    out.writeTag(field, com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(bytes);
  }

  @Override
  public void close() {
    file.close();
  }
}
