package io.decant.data.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.net.Net;
import io.decant.data.hdf5.Hdf5Dataset;
import io.decant.data.hdf5.Hdf5File;
import io.decant.proto.ProtoFormatException;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layer in nets on the CPU. */
class Hdf5OutputLayerTest extends OnCpu {
  private Net net(String data, String label, String output) throws IOException {
    Path file = folder.resolve("net.prototxt");
    Files.writeString(
        file,
        """
        layer { name: "x" type: "Input" top: "x" input_param { shape { %s } } }
        layer { name: "t" type: "Input" top: "t" input_param { shape { %s } } }
        layer {
          name: "out" type: "HDF5Output" bottom: "x" bottom: "t"
          hdf5_output_param { %s }
        }
        """
            .formatted(data, label, output));
    return decant.net(file).directory(folder).build();
  }

  @Test
  void writesBothBottomsWithFourAxes() throws IOException {
    Path file = folder.resolve("out.h5");
    Files.writeString(file, "what was there before");
    try (Net net = net("dim: 2 dim: 3", "dim: 2", "file_name: 'out.h5'")) {
      assertEquals("what was there before", Files.readString(file));
      net.blob("x").setData(new float[] {1, 2, 3, 4, 5, 6});
      net.blob("t").setData(new float[] {-1, 7});
      net.forward();
      try (Hdf5File written = Hdf5File.open(file)) {
        assertEquals(List.of("data", "label"), written.names());
        check(written.dataset("data"), Shape.of(2, 3, 1, 1), 1, 2, 3, 4, 5, 6);
        check(written.dataset("label"), Shape.of(2, 1, 1, 1), -1, 7);
      }
    }
  }

  private static void check(Hdf5Dataset dataset, Shape shape, float... values) throws IOException {
    assertEquals(shape, dataset.shape());
    assertArrayEquals(values, dataset.read());
  }

  @Test
  void aFurtherPassIsRefusedAndTheFirstBatchStays() throws IOException {
    Path file = folder.resolve("out.h5");
    try (Net net = net("dim: 1", "dim: 1", "file_name: 'out.h5'")) {
      net.blob("x").setData(new float[] {1});
      net.forward();
      net.blob("x").setData(new float[] {2});
      RuntimeException e = assertThrows(RuntimeException.class, net::forward);
      assertTrue(e.getMessage().contains("layer 'out'"), e.getMessage());
      assertTrue(e.getMessage().contains("out.h5 holds the batch of an earlier pass"));
    }
    try (Hdf5File written = Hdf5File.open(file)) {
      check(written.dataset("data"), Shape.of(1, 1, 1, 1), 1);
    }
  }

  @Test
  void withoutAPassThereIsNoFile() throws IOException {
    net("dim: 1", "dim: 1", "file_name: 'out.h5'").close();
    assertFalse(Files.exists(folder.resolve("out.h5")));
  }

  @Test
  void whatCannotBeWrittenIsRefusedAtOnce() throws IOException {
    Files.createDirectory(folder.resolve("folder"));
    refused("dim: 1", "dim: 1", "", "no file is given");
    refused("dim: 1", "dim: 1", "file_name: 'folder'", "folder: it is a folder");
    refused("dim: 1", "dim: 1", "file_name: 'no/out.h5'", "there is no folder ");
    refused("dim: 1", "dim: 2", "file_name: 'out.h5'", "both must have as many rows");
    String five = "dim: 1 ".repeat(5);
    refused(five, "dim: 1", "file_name: 'out.h5'", "bottom 0 has 5 axes");
    refused("dim: 1", "", "file_name: 'out.h5'", "bottom 1 has 0 axes");
  }

  private void refused(String data, String label, String output, String problem) {
    ProtoFormatException e =
        assertThrows(ProtoFormatException.class, () -> net(data, label, output).close());
    assertTrue(e.getMessage().contains("net.prototxt:"), e.getMessage());
    assertTrue(e.getMessage().contains("'out'"), e.getMessage());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }
}
