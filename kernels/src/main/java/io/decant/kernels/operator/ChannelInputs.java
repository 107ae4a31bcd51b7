package io.decant.kernels.operator;

import io.decant.kernels.KernelCall.BufferArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pass over channels reads: x, y and, by the names of {@code channel_numbers.h}, numbers of
 * each channel. What a function has not got is x again, which the kernel does not look at.
 */
final class ChannelInputs {
  private static final List<String> NAMES =
      List.of("y", "mean", "variance", "scale", "shift", "first_mean", "second_mean");

  /** The constants that say which numbers there are. */
  private static final Map<String, String> CONSTANTS =
      Map.of(
          "CENTRED", "mean", "NORMALISED", "variance", "SCALED", "scale", "FOLDED", "first_mean");

  private final BufferArgument x;
  private final Map<String, BufferArgument> others;
  private final float eps;
  private final boolean rectified;

  private ChannelInputs(
      BufferArgument x, Map<String, BufferArgument> others, float eps, boolean rectified) {
    this.x = x;
    this.others = others;
    this.eps = eps;
    this.rectified = rectified;
  }

  /** Returns x alone. */
  static ChannelInputs of(BufferArgument x) {
    return new ChannelInputs(x, Map.of(), 0, false);
  }

  /** Returns these and one more. */
  ChannelInputs with(String name, BufferArgument buffer) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no kernel reads " + name + ", only " + NAMES);
    }
    Map<String, BufferArgument> more = new TreeMap<>(others);
    more.put(name, buffer);
    return new ChannelInputs(x, more, eps, rectified);
  }

  /** Returns these and some operands that follow one another. */
  ChannelInputs with(List<String> names, int firstOperand) {
    ChannelInputs more = this;
    for (int i = 0; i < names.size(); i++) {
      more = more.with(names.get(i), new BufferArgument.Operand(firstOperand + i, 0));
    }
    return more;
  }

  /** Returns these, with what is added to variances. */
  ChannelInputs with(float eps) {
    return new ChannelInputs(x, others, eps, rectified);
  }

  /** Returns these, for a function with a rectifier or without. */
  ChannelInputs rectified(boolean rectified) {
    return new ChannelInputs(x, others, eps, rectified);
  }

  /** Returns the buffers in the kernels' order. */
  List<BufferArgument> buffers() {
    List<BufferArgument> all = new ArrayList<>();
    all.add(x);
    NAMES.forEach(name -> all.add(others.getOrDefault(name, x)));
    return all;
  }

  /** Returns what is added to variances. */
  float eps() {
    return eps;
  }

  /** Returns the constants that say what there is, and one more. */
  Map<String, String> constants(String name, String value) {
    Map<String, String> constants = new TreeMap<>();
    CONSTANTS.forEach(
        (constant, input) -> constants.put(constant, flag(others.containsKey(input))));
    constants.put("ADDED", flag(others.containsKey("y")));
    constants.put("RECTIFIED", flag(rectified));
    constants.put(name, value);
    return constants;
  }

  private static String flag(boolean set) {
    return set ? "1" : "0";
  }
}
