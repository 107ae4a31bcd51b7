package io.decant.proto.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.DataPosition;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.SolverState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolverStateTest {
  @TempDir private Path folder;

  private final SolverState state =
      SolverState.newBuilder()
          .setIter(500)
          .setLearnedNet("lenet_iter_500.caffemodel")
          .setCurrentStep(2)
          .addDataPosition(DataPosition.newBuilder().setLayer("mnist").setRecord(4000).setEpoch(3))
          .setRandomSeed(42)
          .setNumericsProfile("cpu-float32")
          .build();

  @Test
  void comesBackAsWritten() {
    Path file = folder.resolve("lenet_iter_500.solverstate");
    try (SolverStateWriter writer = SolverStateWriter.create(file, state)) {
      writer.history(new BlobData(new long[] {2}, new float[] {1, 2}));
      writer.history(new BlobData(new long[] {1, 1}, new float[] {3}));
      writer.commit();
    }
    List<BlobData> history = new ArrayList<>();
    assertEquals(state, SolverStateReader.read(file, history::add));
    assertEquals(2, history.size());
    assertArrayEquals(new float[] {1, 2}, history.get(0).data());
    assertArrayEquals(new long[] {1, 1}, history.get(1).shape());
    SolverState whole = BinaryProto.read(file, SolverState.parser(), "a solverstate");
    assertEquals(2, whole.getHistoryCount());
    assertEquals(state, whole.toBuilder().clearHistory().build());
  }

  @Test
  void hasAFixedPlaceInTheFile() {
    // Caffe's own fields end at 4; these must never move
    assertEquals(5001, SolverState.DATA_POSITION_FIELD_NUMBER);
    assertEquals(5002, SolverState.RANDOM_SEED_FIELD_NUMBER);
    assertEquals(5003, SolverState.NUMERICS_PROFILE_FIELD_NUMBER);
  }

  @Test
  void isRefusedWhenDamaged() throws IOException {
    Path file = folder.resolve("x.solverstate");
    byte[] bytes = state.toByteArray();
    bytes[2] = (byte) 0xFF; // iter gets an endless varint
    bytes[3] = (byte) 0xFF;
    Files.write(file, bytes);
    ProtoFormatException e =
        assertThrows(ProtoFormatException.class, () -> SolverStateReader.read(file, blob -> {}));
    assertTrue(e.getMessage().startsWith(file + ": not a solverstate, or "), e.getMessage());
  }

  @Test
  void meansAndRecordsAreRead() throws IOException {
    Path mean = folder.resolve("mean.binaryproto");
    BlobProto blob =
        BlobProto.newBuilder()
            .setNum(1)
            .setChannels(1)
            .setHeight(1)
            .setWidth(2)
            .addData(7)
            .addData(8)
            .build();
    Files.write(mean, blob.toByteArray());
    assertArrayEquals(new float[] {7, 8}, BinaryProto.readBlob(mean).data());
    Files.write(mean, new byte[] {(byte) 0xFF});
    assertThrows(ProtoFormatException.class, () -> BinaryProto.readBlob(mean));

    byte[] record = Datum.newBuilder().setLabel(3).build().toByteArray();
    ByteBuffer direct = ByteBuffer.allocateDirect(record.length).put(record).flip();
    assertEquals(3, BinaryProto.parse(direct, Datum.parser(), "record 0 of db").getLabel());
    assertEquals(record.length, direct.remaining());
    ProtoFormatException e =
        assertThrows(
            ProtoFormatException.class,
            () ->
                BinaryProto.parse(
                    ByteBuffer.wrap(new byte[] {40}), Datum.parser(), "record 1 of db"));
    assertEquals("record 1 of db: damaged, or not what it should be", e.getMessage());
  }
}
