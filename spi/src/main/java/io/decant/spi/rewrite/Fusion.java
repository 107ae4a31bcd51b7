package io.decant.spi.rewrite;

import io.decant.spi.memory.Program;
import java.util.List;

/**
 * Puts one operator in the place of several that pass over the same elements, so that intermediate
 * results are neither written nor read. Programs that are cut, or observed behind each layer, stay
 * as they are.
 *
 * <p>A fused operator belongs to the layer and direction of one of those it replaces; where a layer
 * runs for itself, the whole of it counts for that layer.
 */
public final class Fusion implements Rewrite {
  /** All fusions. */
  public static final Rewrite ALL =
      Rewrite.inOrder(
          List.of(
              new Fusion(new BatchNormPattern()),
              new Fusion(new SumPattern()),
              new Fusion(new BiasGradientPattern())));

  private final Pattern pattern;

  /** Finds operators that may be fused. */
  interface Pattern {
    /**
     * Returns what replaces operators of which this one is the first; empty where it begins nothing
     * that may be fused.
     */
    List<Fused> match(Contents contents, int op);
  }

  Fusion(Pattern pattern) {
    this.pattern = pattern;
  }

  @Override
  public Program apply(Program program) {
    if (program.isCut() || program.isObserved()) {
      return program;
    }
    Contents contents = new Contents(program);
    for (int op = 0; op < contents.program().ops().size(); op++) {
      List<Fused> fused = pattern.match(contents, op);
      if (!fused.isEmpty()) {
        contents = new Contents(Fused.apply(contents.program(), fused));
      }
    }
    return contents.program();
  }
}
