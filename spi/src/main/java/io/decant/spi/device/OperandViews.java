package io.decant.spi.device;

import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.TensorSpec;
import java.util.List;

/**
 * Checks the views that an {@link Executable} is given against the operator that it was prepared
 * for. Immutable, thread-safe; for backends.
 */
public final class OperandViews {
  private final String name;
  private final List<Operand> operands;
  private final long workspaceBytes;

  /**
   * Checks for an operator.
   *
   * @param workspaceBytes what the executable asks for
   */
  public OperandViews(OpSpec spec, long workspaceBytes) {
    this.name = spec.name();
    this.operands = spec.operands();
    this.workspaceBytes = workspaceBytes;
  }

  /**
   * Checks number, geometry and alignment.
   *
   * @param views a view for each operand
   * @param workspace as {@link Executable#enqueue} takes it
   * @throws IllegalArgumentException naming the operand, what is needed and what was passed
   */
  public void check(List<View> views, List<View> workspace) {
    if (views.size() != operands.size()) {
      throw new IllegalArgumentException(
          name + " has " + operands.size() + " operands, " + views.size() + " views were passed");
    }
    for (int i = 0; i < views.size(); i++) {
      check(views.get(i), operands.get(i));
    }
    if (workspaceBytes > 0) {
      checkWorkspace(workspace);
    }
  }

  private void check(View view, Operand operand) {
    TensorSpec expected = operand.tensor();
    TensorSpec found = view.tensor();
    if (!found.equals(expected) && !holdsTheSame(found, expected)) {
      throw new IllegalArgumentException(
          name
              + ": operand '"
              + operand.name()
              + "' is "
              + expected
              + ", the view passed is "
              + found);
    }
    checkAlignment(view, operand.name());
  }

  /** A dense tensor of another shape with as many elements does as well. */
  private static boolean holdsTheSame(TensorSpec found, TensorSpec expected) {
    return found.type() == expected.type()
        && found.shape().count() == expected.shape().count()
        && found.isDense()
        && expected.isDense();
  }

  private void checkWorkspace(List<View> workspace) {
    if (workspace.size() != 1 || workspace.get(0).tensor().extentBytes() < workspaceBytes) {
      throw new IllegalArgumentException(
          name
              + " needs one workspace of "
              + workspaceBytes
              + " bytes, the views passed are "
              + workspace);
    }
    checkAlignment(workspace.get(0), "workspace");
  }

  private void checkAlignment(View view, String operand) {
    if (view.offset() % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          name
              + ": operand '"
              + operand
              + "' starts at byte "
              + view.offset()
              + ", which is not a multiple of 4");
    }
  }
}
