package io.decant.conformance.cpu;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.oracle.Elements;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.OperatorTrial;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
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
    try (Executable executable = session.prepare(spec).orElseThrow()) {
      for (int i = 0; i < operands.size(); i++) {
        Operand operand = spec.operands().get(i);
        DeviceSlab slab = session.device().allocate(Math.max(4, operand.tensor().extentBytes()));
        slabs.add(slab);
        views.add(new View(slab, 0, operand.tensor()));
        session.write(slab, 0, gathered(i, tile.parts().get(i), operand));
      }
      run(executable, views, slabs);
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

  private void run(Executable executable, List<View> views, List<DeviceSlab> slabs) {
    long words = (executable.workspaceBytes() + 3) / 4;
    List<View> workspace = new ArrayList<>();
    if (words > 0) {
      slabs.add(session.device().allocate(4 * words));
      workspace.add(new View(slabs.get(slabs.size() - 1), 0, TensorSpec.float32(words)));
    }
    executable.enqueue(session.stream(), views, workspace);
    session.stream().synchronize();
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
