package io.decant.proto.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.ProtoFileException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  /** A disk that is full after some bytes. */
  private static final class SmallDisk extends FilterOutputStream {
    private int free;

    SmallDisk(OutputStream out, int free) {
      super(out);
      this.free = free;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > free) {
        throw new IOException("No space left on device");
      }
      free -= length;
      out.write(bytes, offset, length);
    }
  }

  private void assertOnly(Path file) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void replacesOnlyWhenCommitted() throws IOException {
    Path file = folder.resolve("a.bin");
    Files.writeString(file, "old");
    try (AtomicFile abandoned = AtomicFile.create(file)) {
      abandoned.stream().write("half".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals("old", Files.readString(file));
    assertOnly(file);
    try (AtomicFile atomic = AtomicFile.create(file)) {
      atomic.stream().write("new".getBytes(StandardCharsets.UTF_8));
      assertEquals(folder, atomic.temporary().getParent());
      assertEquals("old", Files.readString(file));
      atomic.commit();
      assertThrows(IllegalStateException.class, atomic::commit);
    }
    assertEquals("new", Files.readString(file));
    assertOnly(file);
  }

  @Test
  void aFullDiskLosesNothing() throws IOException {
    Path file = folder.resolve("net.caffemodel");
    Files.writeString(file, "old");
    BlobData blob = new BlobData(new long[] {100_000}, new float[100_000]);
    for (int free : new int[] {0, 70_000, 300_000}) {
      AtomicFile small = AtomicFile.create(file, device -> new SmallDisk(device, free));
      try (WeightsWriter writer =
          WeightsWriter.create(new WireWriter(file, small), NetParameter.getDefaultInstance())) {
        ProtoFileException e =
            assertThrows(
                ProtoFileException.class,
                () -> {
                  writer.layer(LayerParameter.getDefaultInstance(), List.of(blob));
                  writer.commit();
                });
        assertTrue(
            e.getMessage().startsWith("cannot write " + file + ": No space left on device ("),
            e.getMessage());
        assertTrue(e.getMessage().endsWith("what was there before is untouched"), e.getMessage());
      }
      assertEquals("old", Files.readString(file));
      assertOnly(file);
    }
  }

  @Test
  void saysWhyNothingCanBeWritten() throws IOException {
    Path nowhere = folder.resolve("none").resolve("a.bin");
    ProtoFileException e = assertThrows(ProtoFileException.class, () -> AtomicFile.create(nowhere));
    assertEquals(
        "cannot write "
            + nowhere
            + ": there is no folder "
            + folder.resolve("none")
            + "; make it first",
        e.getMessage());
    assertThrows(ProtoFileException.class, () -> AtomicFile.create(folder));
    Path device = Path.of("/dev/null");
    if (Files.exists(device)) {
      assertThrows(ProtoFileException.class, () -> AtomicFile.create(device));
    }
    assertTrue(Files.exists(folder));
  }

  @Test
  void followsALink() throws IOException {
    Path file = folder.resolve("real.bin");
    Files.writeString(file, "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.bin"), file);
    BinaryProto.write(link, NetParameter.newBuilder().setName("n").build());
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("n", BinaryProto.read(file, NetParameter.parser(), "a net").getName());
  }

  @Test
  void tooBigAFileIsRefusedAndLeavesNothing() throws IOException {
    Path file = folder.resolve("net.caffemodel");
    float[] shared = new float[1 << 22];
    BlobData blob = new BlobData(new long[] {shared.length}, shared);
    BlobData[] many = new BlobData[128];
    Arrays.fill(many, blob);
    try (WeightsWriter writer = WeightsWriter.create(file, NetParameter.getDefaultInstance())) {
      ProtoFileException e =
          assertThrows(
              ProtoFileException.class,
              () -> writer.layer(LayerParameter.getDefaultInstance(), Arrays.asList(many)));
      assertTrue(
          e.getMessage().contains("ends at 2,147,483,647; keep more in HDF5"), e.getMessage());
    }
    NetParameter.Builder net = NetParameter.newBuilder();
    LayerParameter layer = LayerParameter.newBuilder().addBlobs(blob.toProto()).build();
    for (int i = 0; i < many.length; i++) {
      net.addLayer(layer);
    }
    assertThrows(ProtoFileException.class, () -> BinaryProto.write(file, net.build()));
    assertFalse(Files.exists(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }
}
