package io.decant.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.snapshot.SnapshotFormats;
import io.decant.conformance.golden.OpenCases;
import io.decant.proto.ProtoException;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.io.BinaryProto;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import io.decant.proto.upgrade.SolverUpgrade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of nets, solvers and snapshots, damaged: some seconds each, ten minutes in full. */
class FormatsFuzzTest {
  private static final Duration TIME =
      Boolean.getBoolean("decant.full") ? Duration.ofMinutes(10) : Duration.ofSeconds(3);
  private static final int MOST_FILES = 150;

  private static OpenCases cases;

  @BeforeAll
  static void open() throws IOException {
    cases = OpenCases.unpack();
  }

  @AfterAll
  static void close() throws IOException {
    cases.close();
  }

  /** Returns files of the cases whose names end so, evenly spread. */
  private static List<byte[]> seeds(String... ends) throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.walk(cases.root())) {
      found =
          files
              .filter(file -> Stream.of(ends).anyMatch(end -> file.toString().endsWith(end)))
              .sorted()
              .toList();
    }
    List<byte[]> seeds = new ArrayList<>();
    int count = Math.min(found.size(), MOST_FILES);
    for (int i = 0; i < count; i++) {
      seeds.add(Files.readAllBytes(found.get(i * found.size() / count)));
    }
    return seeds;
  }

  private void fuzz(Fuzzer fuzzer, String file) throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "fuzz"));
    String report = fuzzer.run(folder.resolve(file), TIME);
    System.out.println(file + " for " + TIME.toSeconds() + " s: " + report);
    assertTrue(fuzzer.read() > 0 && fuzzer.refused() > 100, report);
  }

  private static final List<String> TEXT =
      List.of(
          "{",
          "}",
          "<",
          ">",
          "[",
          "]",
          ":",
          ";",
          ",",
          "\"",
          "'",
          "#",
          "\\",
          "\\x",
          "\\377",
          "-",
          "0x",
          "1e99",
          "inf",
          "nan",
          "true",
          " ",
          "\n",
          "\0",
          "\u00ff",
          "layer {",
          "layers {",
          "layer { layer {",
          "param {",
          "blobs { ",
          "include { phase: TEST }",
          "input_dim: 1",
          "type: CONVOLUTION",
          "type: \"Data\"",
          "stage: \"a\"",
          "9223372036854775808");

  @Test
  void nets() throws Exception {
    Fuzzer.Reader reader =
        file -> {
          Located<NetParameter> net = NetUpgrade.upgrade(Prototxt.parseNet(file), line -> {});
          NetParameter message = net.message();
          String printed = Prototxt.print(message);
          assertEquals(printed, Prototxt.print(Prototxt.parseNet(printed, "printed").message()));
        };
    fuzz(new Fuzzer(seeds("net.prototxt"), TEXT, ProtoException.class, 1, reader), "net.prototxt");
  }

  @Test
  void solvers() throws Exception {
    Fuzzer.Reader reader =
        file -> {
          Located<SolverParameter> solver =
              SolverUpgrade.upgrade(Prototxt.parseSolver(file), file, line -> {});
          String printed = Prototxt.print(solver.message());
          assertEquals(printed, Prototxt.print(Prototxt.parseSolver(printed, "printed").message()));
        };
    fuzz(
        new Fuzzer(seeds("solver.prototxt"), TEXT, ProtoException.class, 2, reader),
        "solver.prototxt");
  }

  private static final List<String> BINARY =
      List.of(
          "\n",
          "\u0012",
          "\u001a",
          "\"",
          "*",
          "2",
          ":",
          "B",
          "\u00a2\u0006",
          "conv1",
          "\0\0\u0080?");

  @Test
  void binaryWeights() throws Exception {
    Fuzzer.Reader reader = file -> SnapshotFormats.reading(file).readWeights(file, weights -> {});
    fuzz(new Fuzzer(seeds(".caffemodel"), BINARY, ProtoException.class, 3, reader), "x.caffemodel");
  }

  @Test
  void binaryStates() throws Exception {
    Fuzzer.Reader reader = file -> SnapshotFormats.reading(file).readState(file, blob -> {});
    fuzz(
        new Fuzzer(seeds(".solverstate"), BINARY, ProtoException.class, 4, reader),
        "x.solverstate");
  }

  @Test
  void means() throws Exception {
    Fuzzer.Reader reader = BinaryProto::readBlob;
    fuzz(
        new Fuzzer(seeds(".binaryproto"), BINARY, ProtoException.class, 5, reader),
        "x.binaryproto");
  }

  private static final List<String> HDF5 =
      List.of(
          "OHDR", "TREE", "HEAP", "SNOD", "FRHP", "\u0089HDF\r\n\u001a\n", "data", "history", "0");

  @Test
  void hdf5Weights() throws Exception {
    Fuzzer.Reader reader = file -> SnapshotFormats.reading(file).readWeights(file, weights -> {});
    fuzz(
        new Fuzzer(seeds(".caffemodel.h5"), HDF5, ProtoException.class, 6, reader),
        "x.caffemodel.h5");
  }

  @Test
  void hdf5States() throws Exception {
    Fuzzer.Reader reader = file -> SnapshotFormats.reading(file).readState(file, blob -> {});
    fuzz(
        new Fuzzer(seeds(".solverstate.h5"), HDF5, ProtoException.class, 7, reader),
        "x.solverstate.h5");
  }
}
