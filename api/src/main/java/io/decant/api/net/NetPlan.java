package io.decant.api.net;

import io.decant.spi.memory.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The programs of a net for one set of shapes, and where its blobs are in them. */
final class NetPlan {
  private final List<Long> extents;
  private final BlobTensors tensors;
  private final Program program;
  private final NetPass firstPass;
  private @Nullable NetPass accumulatingPass;

  /** Creates the plan for the shapes that the graph's blobs have now. */
  NetPlan(NetGraph graph, BlobTensors tensors, Program program, NetPass firstPass) {
    this.extents = graph.extents().stream().map(DecidedExtent::shaped).toList();
    tensors.takeShapes(graph);
    this.tensors = tensors;
    this.program = program;
    this.firstPass = firstPass;
  }

  /** Returns the extents, decided or at their bounds, that the shapes were worked out with. */
  List<Long> extents() {
    return extents;
  }

  BlobTensors tensors() {
    return tensors;
  }

  /** Returns the program of the first pass, whose blocks all programs for these shapes use. */
  Program program() {
    return program;
  }

  NetPass firstPass() {
    return firstPass;
  }

  @Nullable NetPass accumulatingPass() {
    return accumulatingPass;
  }

  void accumulatingPass(NetPass pass) {
    accumulatingPass = pass;
  }
}
