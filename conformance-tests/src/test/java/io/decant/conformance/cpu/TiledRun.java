package io.decant.conformance.cpu;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.oracle.Elements;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.OperatorTrial;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.Intent;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Part;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Tile;
import io.decant.spi.op.TileAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs an operator in one piece or in tiles, with its operands in host arrays. */
final class TiledRun {
  private final DeviceSession session;
  private final OperatorCase subject;
  private final List<int[]> operands = new ArrayList<>();

  TiledRun(DeviceSession session, OperatorCase subject) {
    this.session = session;
    this.subject = subject;
    for (int i = 0; i < subject.data().size(); i++) {
      int[] words = subject.data().get(i).clone();
      if (subject.spec().operands().get(i).intent() == Intent.WRITE) {
        Arrays.fill(words, OperatorTrial.POISON);
      }
      operands.add(words);
    }
  }

  /** Returns all operands behind a run in one piece. */
  List<int[]> whole() {
    List<Part> parts =
        subject.spec().operands().stream().map(operand -> Part.whole(operand.tensor())).toList();
    run(new Tile(subject.spec(), parts));
    return operands;
  }

  /** Returns all operands behind runs of tiles of a size. */
  List<int[]> tiles(TileAxis axis, long size) {
    for (long begin = 0; begin < axis.extent(); begin += size) {
      run(axis.tile(begin, Math.min(axis.extent(), begin + size)));
    }
    return operands;
  }

  private void run(Tile tile) {
    OpSpec spec = tile.spec();
    List<DeviceSlab> slabs = new ArrayList<>();
    List<View> views = new ArrayList<>();
    try {
      for (int i = 0; i < operands.size(); i++) {
        Operand operand = spec.operands().get(i);
        views.add(allocate(operand.tensor(), slabs));
        session.write(slabs.get(i), 0, gathered(i, tile.parts().get(i), operand));
      }
      run(spec, views, slabs);
      for (int i = 0; i < operands.size(); i++) {
        Operand operand = spec.operands().get(i);
        if (operand.intent().writes()) {
          int extent = Elements.extent(operand.tensor());
          scatter(session.read(slabs.get(i), 0, extent), i, tile.parts().get(i));
        }
      }
    } finally {
      slabs.forEach(DeviceSlab::close);
    }
  }

  private View allocate(TensorSpec tensor, List<DeviceSlab> slabs) {
    DeviceSlab slab = session.device().allocate(Math.max(4, tensor.extentBytes()));
    slabs.add(slab);
    return new View(slab, 0, tensor);
  }

  /** Runs an operator, or what it is made of where the device does not know it. */
  private void run(OpSpec spec, List<View> views, List<DeviceSlab> slabs) {
    Optional<Executable> prepared = session.prepare(spec);
    if (prepared.isEmpty()) {
      Decomposition parts = ((CompositeOp) spec).decompose();
      List<View> temporaries =
          parts.temporaries().stream().map(tensor -> allocate(tensor, slabs)).toList();
      for (Decomposition.Step step : parts.steps()) {
        List<View> operands = new ArrayList<>();
        for (int i = 0; i < step.operands().size(); i++) {
          Decomposition.Ref ref = step.operands().get(i);
          View whole = (ref.temporary() ? temporaries : views).get(ref.index());
          TensorSpec tensor = step.spec().operands().get(i).tensor();
          long offset = ref.elementOffset() * tensor.type().bytes();
          operands.add(new View(whole.slab(), whole.offset() + offset, tensor));
        }
        run(step.spec(), operands, slabs);
      }
      return;
    }
    try (Executable executable = prepared.get()) {
      List<View> workspace = new ArrayList<>();
      long words = (executable.workspaceBytes() + 3) / 4;
      if (words > 0) {
        workspace.add(allocate(TensorSpec.float32(words), slabs));
      }
      executable.enqueue(session.stream(), views, workspace);
      session.stream().synchronize();
    }
  }

  /** Returns a part's elements row behind row; poison where the tile only writes them. */
  private int[] gathered(int operand, Part part, Operand tile) {
    int[] packed = new int[Math.toIntExact(part.count())];
    Arrays.fill(packed, OperatorTrial.POISON);
    if (tile.intent() != Intent.WRITE || !tile.tensor().isDense()) {
      for (int row = 0; row < part.rows(); row++) {
        System.arraycopy(
            operands.get(operand), at(part, row), packed, row * width(part), width(part));
      }
    }
    return packed;
  }

  private void scatter(int[] packed, int operand, Part part) {
    for (int row = 0; row < part.rows(); row++) {
      System.arraycopy(
          packed, row * width(part), operands.get(operand), at(part, row), width(part));
    }
  }

  private static int width(Part part) {
    return Math.toIntExact(part.rowElements());
  }

  private static int at(Part part, int row) {
    return Math.toIntExact(part.offset() + row * part.pitch());
  }
}
