package io.decant.proto;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.BlobShape;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.io.SolverStateReader;
import io.decant.proto.io.WeightsReader;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a file, it is read or refused with one of this module's exceptions. */
class RobustnessTest {
  private static final int ROUNDS = 4000;

  private final Random random = new Random(20_140_620);
  private int read;
  private int refused;

  /** Changes, inserts, deletes, repeats or cuts off some bytes. */
  private byte[] mutate(byte[] original, byte[] favourites) {
    byte[] bytes = original.clone();
    for (int edits = 1 + random.nextInt(3); edits > 0 && bytes.length > 1; edits--) {
      int at = random.nextInt(bytes.length);
      int end = at + random.nextInt(Math.min(20, bytes.length - at) + 1);
      byte value =
          random.nextBoolean()
              ? favourites[random.nextInt(favourites.length)]
              : (byte) random.nextInt();
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = value;
        case 1 -> bytes = splice(bytes, at, new byte[] {value}, at);
        case 2 -> bytes = splice(bytes, at, new byte[0], end);
        case 3 -> bytes = splice(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
        default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int head, byte[] middle, int tail) {
    byte[] result = Arrays.copyOf(bytes, head + middle.length + bytes.length - tail);
    System.arraycopy(middle, 0, result, head, middle.length);
    System.arraycopy(bytes, tail, result, head + middle.length, bytes.length - tail);
    return result;
  }

  private void attempt(Runnable reader) {
    try {
      reader.run();
      read++;
    } catch (ProtoException e) {
      assertTrue(!e.getMessage().isBlank() && !e.getMessage().contains("\n"), e.getMessage());
      refused++;
    }
  }

  private void assertBothHappened() {
    assertTrue(read > ROUNDS / 50, "read " + read);
    assertTrue(refused > ROUNDS / 10, "refused " + refused);
  }

  @Test
  void prototxt(@TempDir Path folder) throws IOException {
    for (String name : new String[] {"v0_net", "v1_net", "filter_rules_test"}) {
      byte[] text;
      try (InputStream in =
          RobustnessTest.class.getResourceAsStream("upgrade/" + name + "/net.prototxt")) {
        text = Objects.requireNonNull(in).readAllBytes();
      }
      byte[] favourites = "{}<>[]:;,\"'#\\-.0xe9 \n".getBytes(StandardCharsets.US_ASCII);
      Path file = folder.resolve("net.prototxt");
      for (int i = 0; i < ROUNDS / 3; i++) {
        Files.write(file, mutate(text, favourites));
        attempt(() -> Prototxt.print(NetUpgrade.upgrade(Prototxt.parseNet(file), line -> {})));
      }
    }
    assertBothHappened();
  }

  @Test
  void caffemodel(@TempDir Path folder) throws IOException {
    BlobProto blob =
        BlobProto.newBuilder()
            .setShape(BlobShape.newBuilder().addDim(2).addDim(3))
            .addAllData(java.util.List.of(1f, 2f, 3f, 4f, 5f, 6f))
            .build();
    NetParameter.Builder net = NetParameter.newBuilder().setName("net");
    for (int i = 0; i < 4; i++) {
      net.addLayer(
          LayerParameter.newBuilder().setName("layer" + i).setType("InnerProduct").addBlobs(blob));
      net.addLayersBuilder().setName("old" + i).addBlobs(blob);
    }
    byte[] bytes = net.build().toByteArray();
    byte[] favourites = {0, 1, 7, 8, 42, 58, 0x7F, -1, -128};
    Path file = folder.resolve("net.caffemodel");
    for (int i = 0; i < ROUNDS; i++) {
      Files.write(file, mutate(bytes, favourites));
      attempt(() -> WeightsReader.read(file));
      attempt(() -> SolverStateReader.read(file, history -> {}));
    }
    assertBothHappened();
  }
}
