package io.decant.proto.io;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED32;
import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.UnknownFieldSet;
import io.decant.proto.ProtoFileException;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.SolverState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads a solver state, the history blob by blob. */
public final class SolverStateReader {
  private final WireReader reader;
  private final Consumer<BlobData> history;
  private final UnknownFieldSet.Builder others = UnknownFieldSet.newBuilder();
  private int blobs;

  private SolverStateReader(WireReader reader, Consumer<BlobData> history) {
    this.reader = reader;
    this.history = history;
  }

  /**
   * Reads a solver state.
   *
   * @param history takes the blobs of the history in the order of the file; those before an error
   *     have been handed over by then
   * @return the state without the history
   * @throws ProtoFileException if the file cannot be read
   * @throws ProtoFormatException if it is not a solver state
   */
  public static SolverState read(Path file, Consumer<BlobData> history) {
    SolverState.Builder state = SolverState.newBuilder();
    WireReader.read(
        file,
        "a solverstate",
        reader -> {
          SolverStateReader states = new SolverStateReader(reader, history);
          reader.fields(states::field);
          state.mergeFrom(
              states.others.build().toByteString(), ExtensionRegistryLite.getEmptyRegistry());
        });
    return state.build();
  }

  private boolean field(int field, int wireType) throws IOException {
    CodedInputStream in = reader.in();
    if (field == SolverState.HISTORY_FIELD_NUMBER && wireType == WIRETYPE_LENGTH_DELIMITED) {
      String what = reader.file() + ": history blob " + blobs++;
      history.accept(BlobReader.read(reader, what));
      return true;
    }
    UnknownFieldSet.Field.Builder value = UnknownFieldSet.Field.newBuilder();
    switch (wireType) {
      case WIRETYPE_VARINT -> value.addVarint(in.readRawVarint64());
      case WIRETYPE_FIXED32 -> value.addFixed32(in.readFixed32());
      case WIRETYPE_FIXED64 -> value.addFixed64(in.readFixed64());
      case WIRETYPE_LENGTH_DELIMITED -> value.addLengthDelimited(in.readBytes());
      default -> {
        return false;
      }
    }
    others.mergeField(field, value.build());
    return true;
  }
}
