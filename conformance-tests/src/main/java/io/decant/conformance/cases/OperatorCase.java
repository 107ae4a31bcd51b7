package io.decant.conformance.cases;

import io.decant.conformance.oracle.Elements;
import io.decant.conformance.oracle.Estimates;
import io.decant.conformance.oracle.Oracle;
import io.decant.spi.op.DType;
import io.decant.spi.op.MandatoryOp;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An operator and the data to run it on.
 *
 * @param spec the operator
 * @param data for each operand, the elements from its first to its last one, as the 32-bit words
 *     that represent them; what a WRITE operand has there means nothing
 * @param plain for each operand, whether it is read and holds numbers that may be anything, rather
 *     than indices, labels or counters
 */
public record OperatorCase(OpSpec spec, List<int[]> data, List<Boolean> plain) {
  /** Copies the lists. */
  public OperatorCase {
    data = List.copyOf(data);
    plain = List.copyOf(plain);
  }

  /** Returns a case over numbers from -1 to 1 in every operand that is read. */
  public static OperatorCase of(OpSpec spec, Random random) {
    return builder(spec).build(random);
  }

  /** Returns a builder, in which every operand that is read holds numbers from -1 to 1. */
  public static Builder builder(OpSpec spec) {
    return new Builder(spec);
  }

  /** Returns what the oracle says of each operand after the operator has run. */
  public List<Estimates> expected() {
    List<Estimates> operands = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      int[] words = data.get(i);
      boolean integers = spec.operands().get(i).tensor().type() == DType.INT32;
      Estimates numbers = new Estimates(words.length);
      for (int at = 0; at < words.length; at++) {
        numbers.set(at, integers ? words[at] : Float.intBitsToFloat(words[at]), 0);
      }
      operands.add(numbers);
    }
    Oracle.compute(spec, operands.stream().map(operand -> operand.from(0)).toList());
    return operands;
  }

  /** Returns whether every backend must implement the operator over these types. */
  public boolean isMandatory() {
    return spec instanceof MandatoryOp
        && spec.operands().stream()
            .filter(operand -> operand.intent().writes())
            .allMatch(operand -> operand.tensor().type() == DType.FLOAT32);
  }

  /** Returns this case with a few NaNs and infinities among its plain numbers. */
  public OperatorCase withSpecialNumbers(Random random) {
    float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    List<int[]> changed = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      int[] words = data.get(i).clone();
      for (int n = 0; plain.get(i) && words.length > 0 && n < 2; n++) {
        words[random.nextInt(words.length)] =
            Float.floatToRawIntBits(special[random.nextInt(special.length)]);
      }
      changed.add(words);
    }
    return new OperatorCase(spec, changed, plain);
  }

  @Override
  public String toString() {
    return spec.toString();
  }

  /** Chooses the data of a case. Not thread-safe. */
  public static final class Builder {
    private final OpSpec spec;
    private final List<Operand> operands;
    private final List<Values> values = new ArrayList<>();

    private Builder(OpSpec spec) {
      this.spec = spec;
      this.operands = spec.operands();
      operands.forEach(operand -> values.add(Values.uniform(-1, 1)));
    }

    /** Chooses the data of the operands with one of these names. */
    public Builder with(Values data, String... names) {
      for (int i = 0; i < operands.size(); i++) {
        if (List.of(names).contains(operands.get(i).name())) {
          values.set(i, data);
        }
      }
      return this;
    }

    /** Returns the case. */
    public OperatorCase build(Random random) {
      List<int[]> data = new ArrayList<>();
      List<Boolean> plain = new ArrayList<>();
      for (int i = 0; i < operands.size(); i++) {
        Operand operand = operands.get(i);
        data.add(values.get(i).draw(random, Elements.extent(operand.tensor())));
        plain.add(
            operand.intent().reads()
                && operand.tensor().type() == DType.FLOAT32
                && values.get(i).plain());
      }
      return new OperatorCase(spec, data, plain);
    }
  }
}
