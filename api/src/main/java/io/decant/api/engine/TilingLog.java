package io.decant.api.engine;

import io.decant.spi.device.BackendListener;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.run.TilingListener;
import java.util.HashSet;
import java.util.Set;

/**
 * Says once of each layer's operator that it is cut or gets less scratch memory, since that changes
 * how sums are rounded.
 */
final class TilingLog implements TilingListener {
  private final BackendListener listener;
  private final Set<String> said = new HashSet<>();

  TilingLog(BackendListener listener) {
    this.listener = listener;
  }

  /** Returns whether any operator runs otherwise than in a large pool. */
  boolean changesNumerics() {
    return !said.isEmpty();
  }

  @Override
  public void tiled(ProgramOp op, String axes, int tiles) {
    say(op, "runs in " + tiles + " tiles along " + axes);
  }

  @Override
  public void takenApart(ProgramOp op) {
    say(op, "runs as the simpler operators that it is made of");
  }

  @Override
  public void withLessWorkspace(ProgramOp op, long bytes) {
    say(op, "runs with " + bytes + " bytes of scratch memory");
  }

  private void say(ProgramOp op, String how) {
    String what = "layer '" + op.layer() + "': " + op.spec().name() + " (" + op.direction() + ")";
    if (said.add(what)) {
      listener.info(
          what
              + " exceeds the device's memory and "
              + how
              + "; the numerics profile changes: sums may be rounded otherwise than in one piece");
    }
  }
}
