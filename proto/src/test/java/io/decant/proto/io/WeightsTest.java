package io.decant.proto.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.decant.proto.ProtoFileException;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.BlobShape;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.V0LayerParameter;
import io.decant.proto.caffe.V1LayerParameter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("lenet.caffemodel");
  }

  private void write(NetParameter net) throws IOException {
    Files.write(file, net.toByteArray());
  }

  private static BlobProto.Builder blob(float... values) {
    BlobProto.Builder blob = BlobProto.newBuilder();
    blob.setShape(BlobShape.newBuilder().addDim(values.length));
    for (float value : values) {
      blob.addData(value);
    }
    return blob;
  }

  private static UnknownFieldSet.Field varint(long value) {
    return UnknownFieldSet.Field.newBuilder().addVarint(value).build();
  }

  @Test
  void comeBackAsWritten() throws IOException {
    float[] big = new float[100_000];
    for (int i = 0; i < big.length; i++) {
      big[i] = i * 0.5f;
    }
    BlobData weights = new BlobData(new long[] {100, 1000}, big, big.clone());
    BlobData scalar = new BlobData(new long[0], new float[] {3});
    BlobData empty = new BlobData(new long[] {2, 0}, new float[0]);
    NetParameter header =
        NetParameter.newBuilder()
            .setName("n")
            .addLayer(LayerParameter.getDefaultInstance())
            .build();
    LayerParameter layer =
        LayerParameter.newBuilder().setName("ip").setType("InnerProduct").build();
    try (WeightsWriter writer = WeightsWriter.create(file, header)) {
      writer.layer(layer.toBuilder().addBlobs(blob(9)).build(), List.of(weights, scalar, empty));
      writer.layer(LayerParameter.newBuilder().setName("relu").build(), List.of());
      assertFalse(Files.exists(file), "visible before it is complete");
      writer.commit();
    }
    // what protocol buffers read is what was meant
    NetParameter whole = BinaryProto.read(file, NetParameter.parser(), "a caffemodel");
    assertEquals("n", whole.getName());
    assertEquals(2, whole.getLayerCount());
    assertEquals(weights.toProto(), whole.getLayer(0).getBlobs(0));
    assertEquals(layer, whole.getLayer(0).toBuilder().clearBlobs().build());

    List<LayerWeights> layers = WeightsReader.read(file);
    assertEquals(List.of("ip", "relu"), layers.stream().map(LayerWeights::name).toList());
    List<BlobData> blobs = layers.get(0).blobs();
    assertArrayEquals(new long[] {100, 1000}, blobs.get(0).shape());
    assertArrayEquals(big, blobs.get(0).data());
    assertArrayEquals(big, blobs.get(0).diff());
    assertArrayEquals(new float[] {3}, blobs.get(1).data());
    assertNull(blobs.get(1).diff());
    assertEquals(0, blobs.get(2).data().length);
    assertTrue(layers.get(1).blobs().isEmpty());
  }

  @Test
  void areReadWhateverElseALayerHolds() throws IOException {
    UnknownFieldSet nvidia =
        UnknownFieldSet.newBuilder()
            .addField(145, varint(2))
            .addField(146, varint(2))
            .addField(147, varint(0))
            .addField(148, varint(-1))
            .build();
    ByteString layer =
        LayerParameter.newBuilder()
            .setName("conv1")
            .addBlobs(blob(1, 2))
            .build()
            .toByteString()
            .concat(nvidia.toByteString());
    UnknownFieldSet net =
        UnknownFieldSet.newBuilder()
            .addField(100, UnknownFieldSet.Field.newBuilder().addLengthDelimited(layer).build())
            .build();
    Files.write(file, net.toByteArray());
    LayerWeights read = WeightsReader.read(file).get(0);
    assertEquals("conv1", read.name());
    assertArrayEquals(new float[] {1, 2}, read.blobs().get(0).data());
  }

  @Test
  void ofOldLayersAreRead() throws IOException {
    BlobProto legacy =
        BlobProto.newBuilder()
            .setNum(1)
            .setChannels(1)
            .setHeight(2)
            .setWidth(3)
            .addAllData(List.of(1f, 2f, 3f, 4f, 5f, 6f))
            .build();
    write(
        NetParameter.newBuilder()
            .addLayers(V1LayerParameter.newBuilder().setName("v1").addBlobs(legacy))
            .addLayers(
                V1LayerParameter.newBuilder()
                    .setLayer(V0LayerParameter.newBuilder().setName("v0").addBlobs(legacy)))
            .build());
    List<LayerWeights> layers = WeightsReader.read(file);
    assertEquals(List.of("v1", "v0"), layers.stream().map(LayerWeights::name).toList());
    for (LayerWeights layer : layers) {
      BlobData blob = layer.blobs().get(0);
      assertTrue(blob.isLegacyShape());
      assertArrayEquals(new long[] {1, 1, 2, 3}, blob.shape());
      assertTrue(blob.matches(new long[] {2, 3}));
      assertTrue(blob.matches(new long[] {1, 1, 2, 3}));
      assertFalse(blob.matches(new long[] {3}));
      assertFalse(blob.matches(new long[] {6}));
      assertFalse(blob.matches(new long[] {1, 1, 1, 2, 3}));
    }
    assertFalse(new BlobData(new long[] {1, 2}, new float[2]).matches(new long[] {2}));
  }

  @Test
  void inOtherPrecisionsAreRounded() throws IOException {
    BlobShape shape = BlobShape.newBuilder().addDim(5).build();
    float[] expected = {1, -2.5f, 6.1035156e-5f, 5.9604645e-8f, Float.NEGATIVE_INFINITY};
    short[] halves = {0x3C00, (short) 0xC100, 0x0400, 0x0001, (short) 0xFC00};
    ByteBuffer raw = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    BlobProto.Builder doubles = BlobProto.newBuilder().setShape(shape);
    for (int i = 0; i < 5; i++) {
      raw.putShort(halves[i]);
      doubles.addDoubleData(expected[i]).addDoubleDiff(i);
    }
    UnknownFieldSet nvidia =
        UnknownFieldSet.newBuilder()
            .addField(10, varint(2))
            .addField(
                12,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFrom(raw.array()))
                    .build())
            .build();
    BlobProto half = BlobProto.newBuilder().setShape(shape).setUnknownFields(nvidia).build();
    write(
        NetParameter.newBuilder()
            .addLayer(LayerParameter.newBuilder().addBlobs(doubles).addBlobs(half))
            .build());
    List<BlobData> blobs = WeightsReader.read(file).get(0).blobs();
    assertArrayEquals(expected, blobs.get(0).data());
    assertArrayEquals(new float[] {0, 1, 2, 3, 4}, blobs.get(0).diff());
    assertArrayEquals(expected, blobs.get(1).data());
    assertArrayEquals(expected, BlobData.of(doubles.build(), "x").data());
  }

  @Test
  void wrongShapesAreRefused() throws IOException {
    BlobProto.Builder few = blob(1, 2, 3);
    few.getShapeBuilder().setDim(0, 4);
    BlobProto.Builder negative = blob(1);
    negative.getShapeBuilder().setDim(0, -1);
    BlobProto.Builder huge = blob(1);
    huge.getShapeBuilder().setDim(0, 1L << 40).addDim(1L << 40);
    List<String> problems =
        List.of(
            "shape (4) needs 4 values, found 3",
            "shape (-1) has a negative extent",
            "shape (1099511627776 x 1099511627776) has more than 2^63 elements");
    List<BlobProto.Builder> blobs = List.of(few, negative, huge);
    for (int i = 0; i < blobs.size(); i++) {
      write(
          NetParameter.newBuilder()
              .addLayer(
                  LayerParameter.newBuilder()
                      .setName("ip")
                      .addBlobs(blob(1))
                      .addBlobs(blobs.get(i)))
              .build());
      ProtoFormatException e =
          assertThrows(ProtoFormatException.class, () -> WeightsReader.read(file));
      assertEquals(file + ": layer \"ip\", blob 1: " + problems.get(i), e.getMessage());
    }
  }

  @Test
  void cutOffAnywhereAreRefusedOrComplete() throws IOException {
    write(
        NetParameter.newBuilder()
            .setName("n")
            .addLayer(LayerParameter.newBuilder().setName("a").addBlobs(blob(1, 2, 3)))
            .build());
    byte[] all = Files.readAllBytes(file);
    for (int length = 0; length < all.length; length++) {
      Files.write(file, Arrays.copyOf(all, length));
      if (length == 3) { // the net's name alone is a whole message
        assertTrue(WeightsReader.read(file).isEmpty());
      } else {
        ProtoFormatException e =
            assertThrows(ProtoFormatException.class, () -> WeightsReader.read(file));
        assertTrue(e.getMessage().startsWith(file + ": not a caffemodel, or "), e.getMessage());
      }
    }
  }

  @Test
  void lengthsBehindTheEndAllocateNothing() throws IOException {
    // layer 100, blob 7, data 5, each claiming nearly 2 GiB
    byte[] lie = {
      (byte) 0xA2,
      6,
      (byte) 0xF0,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      7,
      58,
      (byte) 0xE0,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      7,
      42,
      (byte) 0xD0,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      7,
      0,
      0,
      0,
      0
    };
    Files.write(file, lie);
    assertThrows(ProtoFormatException.class, () -> WeightsReader.read(file));
    assertThrows(
        ProtoFormatException.class,
        () -> BinaryProto.read(file, NetParameter.parser(), "a caffemodel"));
  }

  @Test
  void beyondTheLimitAreRefusedUnread() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 31);
    }
    ProtoFileException e = assertThrows(ProtoFileException.class, () -> WeightsReader.read(file));
    assertEquals(
        file
            + " has 2,147,483,648 bytes; at most 2,147,483,647 can be read; keep more in HDF5 (in a"
            + " solver: snapshot_format: HDF5)",
        e.getMessage());
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    ProtoFileException missing =
        assertThrows(ProtoFileException.class, () -> WeightsReader.read(file));
    assertEquals(file + ": no such file", missing.getMessage());
    ProtoFileException directory =
        assertThrows(ProtoFileException.class, () -> WeightsReader.read(folder));
    assertEquals(folder + " is a folder; a file is needed", directory.getMessage());
  }
}
