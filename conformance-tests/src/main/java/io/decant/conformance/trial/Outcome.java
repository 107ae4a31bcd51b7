package io.decant.conformance.trial;

import io.decant.conformance.oracle.Elements;
import io.decant.conformance.oracle.Estimates;
import io.decant.spi.op.DType;
import io.decant.spi.op.Operand;
import io.decant.spi.op.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The memory around an operator before and after a run. Immutable. */
public final class Outcome {
  private final Arrangement arrangement;
  private final int[] before;
  private final int[] after;

  Outcome(Arrangement arrangement, int[] before, int[] after) {
    this.arrangement = arrangement;
    this.before = before;
    this.after = after;
  }

  /** Says which word outside every operand and the workspace has changed, if any. */
  public Optional<String> strayWrite() {
    return changed(Set.of(Arrangement.Owner.GUARD), "was written outside every operand");
  }

  /** Says which element of an operand that is only read has changed, if any. */
  public Optional<String> changedInput() {
    return changed(Set.of(Arrangement.Owner.READ), "is only read and was changed");
  }

  /** Says which word between the elements of a strided operand has changed, if any. */
  public Optional<String> changedGap() {
    return changed(
        Set.of(Arrangement.Owner.GAP), "is a gap between elements of an operand and was changed");
  }

  /** Says which result differs in its bits from that of another run, if any. */
  public Optional<String> difference(Outcome other) {
    int[] results = arrangement.subject().data().stream().mapToInt(words -> words.length).toArray();
    for (int i = 0; i < results.length; i++) {
      Operand operand = arrangement.subject().spec().operands().get(i);
      if (operand.intent().writes()) {
        for (long offset : Elements.offsets(operand.tensor())) {
          int word = arrangement.start(i) + (int) offset;
          if (after[word] != other.after[word]) {
            return Optional.of(
                arrangement.nearest(word)
                    + " was "
                    + number(after[word])
                    + " and then "
                    + number(other.after[word]));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Says which result is not what the oracle expects, if any. */
  public Optional<String> deviation(List<Estimates> expected) {
    List<Operand> operands = arrangement.subject().spec().operands();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).intent().writes()) {
        Optional<String> found = deviation(i, operands.get(i), expected.get(i));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> deviation(int index, Operand operand, Estimates expected) {
    TensorSpec tensor = operand.tensor();
    long[] offsets = Elements.offsets(tensor);
    for (int element = 0; element < offsets.length; element++) {
      int word = after[arrangement.start(index) + (int) offsets[element]];
      double got = tensor.type() == DType.INT32 ? word : Float.intBitsToFloat(word);
      double wanted = expected.value(offsets[element]);
      double bound = Tolerance.of(wanted, expected.error(offsets[element]));
      if (!Tolerance.accepts(wanted, bound, got)) {
        return Optional.of(
            "operand "
                + operand.name()
                + ", element "
                + position(tensor, element)
                + " of "
                + tensor.shape()
                + ": expected "
                + (float) wanted
                + ", got "
                + (float) got
                + ", allowed difference "
                + (float) bound);
      }
    }
    return Optional.empty();
  }

  private Optional<String> changed(Set<Arrangement.Owner> owners, String what) {
    for (int word = 0; word < after.length; word++) {
      if (after[word] != before[word] && owners.contains(arrangement.owner(word))) {
        return Optional.of(
            arrangement.nearest(word)
                + " "
                + what
                + ": "
                + number(before[word])
                + " became "
                + number(after[word]));
      }
    }
    return Optional.empty();
  }

  private static String number(int word) {
    return Float.intBitsToFloat(word) + " (0x" + Integer.toHexString(word) + ")";
  }

  private static String position(TensorSpec tensor, int element) {
    long[] position = new long[tensor.shape().rank()];
    long rest = element;
    for (int axis = position.length - 1; axis >= 0; axis--) {
      position[axis] = rest % tensor.shape().dim(axis);
      rest /= tensor.shape().dim(axis);
    }
    return Arrays.toString(position);
  }
}
