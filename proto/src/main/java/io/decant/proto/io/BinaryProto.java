package io.decant.proto.io;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.decant.proto.ProtoFileException;
import io.decant.proto.ProtoFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Reads and writes whole messages. For weights and solver states see {@link WeightsReader} and
 * {@link SolverStateReader}, which need less memory. All methods are safe to call from any thread.
 */
public final class BinaryProto {
  private BinaryProto() {}

  /**
   * Reads a message from a file.
   *
   * @param what what the file should be, for errors: "a mean file"
   * @throws ProtoFileException if the file cannot be read
   * @throws ProtoFormatException if it does not hold such a message
   */
  public static <M extends Message> M read(Path file, Parser<M> parser, String what) {
    Holder<M> holder = new Holder<>();
    WireReader.read(file, what, reader -> holder.message = parser.parseFrom(reader.in()));
    if (holder.message == null) {
      throw new IllegalStateException(file.toString());
    }
    return holder.message;
  }

  private static final class Holder<M> {
    @org.jspecify.annotations.Nullable M message;
  }

  /**
   * Reads a message from memory, such as a record of a database.
   *
   * @param bytes the message, from the position to the limit, which stay as they are
   * @param where what errors name: "record 12 of mnist_train_lmdb"
   * @throws ProtoFormatException if it is no such message
   */
  public static <M extends Message> M parse(ByteBuffer bytes, Parser<M> parser, String where) {
    try {
      return parser.parseFrom(CodedInputStream.newInstance(bytes));
    } catch (InvalidProtocolBufferException e) {
      ProtoFormatException error =
          new ProtoFormatException(where, "damaged, or not what it should be");
      error.initCause(e);
      throw error;
    }
  }

  /**
   * Reads a file that holds one tensor, such as a mean.
   *
   * @throws ProtoFileException if the file cannot be read
   * @throws ProtoFormatException if it does not hold a tensor
   */
  public static BlobData readBlob(Path file) {
    Holder<BlobData> holder = new Holder<>();
    WireReader.read(
        file,
        "a binaryproto of one blob",
        reader -> holder.message = BlobReader.readAll(reader, file.toString()));
    if (holder.message == null) {
      throw new IllegalStateException(file.toString());
    }
    return holder.message;
  }

  /**
   * Writes a message to a file; see {@link AtomicFile}.
   *
   * @throws ProtoFileException if the message is too big, or cannot be written
   */
  public static void write(Path target, Message message) {
    long least = LeastSize.of(message);
    if (least > Integer.MAX_VALUE) {
      throw WireWriter.tooBig(target, least);
    }
    try (AtomicFile file = AtomicFile.create(target)) {
      try {
        message.writeTo(file.stream());
      } catch (IOException e) {
        throw file.failure(e);
      }
      file.commit();
    }
  }
}
