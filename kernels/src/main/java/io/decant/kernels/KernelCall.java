package io.decant.kernels;

import java.util.List;
import java.util.Map;

/**
 * One launch of an operator.
 *
 * @param kernel name of the entry and of its file
 * @param constants always compiled in: types, tile sizes, functions
 * @param geometry sizes by upper-case name, in the order of the entry's arguments; compiled in
 *     where {@code work} is worth it, else passed
 * @param work multiply-adds or elements, whichever is more
 * @param grid groups to launch
 * @param buffers in the entry's order
 * @param scalars between the buffers and the geometry, in the entry's order
 */
public record KernelCall(
    String kernel,
    Map<String, String> constants,
    Geometry geometry,
    long work,
    Grid grid,
    List<BufferArgument> buffers,
    List<Scalar> scalars) {
  /** Copies map and lists. */
  public KernelCall {
    constants = Map.copyOf(constants);
    buffers = List.copyOf(buffers);
    scalars = List.copyOf(scalars);
  }

  /** Where a buffer of a call comes from. */
  public sealed interface BufferArgument {
    /**
     * An operand of the operator.
     *
     * @param index its number
     * @param offset bytes behind its first element
     */
    record Operand(int index, long offset) implements BufferArgument {}

    /**
     * A part of the workspace.
     *
     * @param offset bytes behind its begin
     */
    record Workspace(long offset) implements BufferArgument {}
  }
}
