package io.decant.spi.memory;

import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.Cost;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.Operand;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The largest elements along an axis, in descending order; of equal ones that with the higher
 * position comes first, and NaN counts as the largest. Where a device does not know it, the host
 * does it.
 *
 * <p>Operands: {@code x} (outer, size, inner) read; {@code index} (outer, k, inner), positions
 * along the axis, overwritten, if {@code indices}; {@code element} (outer, k, inner) overwritten,
 * if {@code values}. Source: Caffe's ArgMaxLayer.
 *
 * @param outer extents before the axis, multiplied
 * @param size extent of the axis
 * @param inner extents behind it, multiplied
 * @param k how many elements are wanted, at most {@code size}
 * @param indices whether their positions are wanted
 * @param values whether they themselves are wanted
 */
public record TopK(long outer, long size, long inner, int k, boolean indices, boolean values)
    implements CompositeOp {
  /** Checks k. */
  public TopK {
    if (k < 1 || k > size) {
      throw new IllegalArgumentException(
          "the " + k + " largest of " + size + " elements: at least 1 and at most all are needed");
    }
  }

  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>(3);
    operands.add(Operand.read("x", outer, size, inner));
    if (indices) {
      operands.add(Operand.write("index", outer, k, inner));
    }
    if (values) {
      operands.add(Operand.write("element", outer, k, inner));
    }
    return List.copyOf(operands);
  }

  @Override
  public Cost cost() {
    return Cost.of(outer * size * inner, operands());
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref[] refs = new Decomposition.Ref[operands().size()];
    for (int i = 0; i < refs.length; i++) {
      refs[i] = steps.operand(i);
    }
    return steps.step(new HostOp(name(), operands(), this::run), refs).build();
  }

  private void run(List<HostTensor> operands) {
    Selection selection = new Selection(k);
    int run = Math.toIntExact(size * inner);
    int chosen = Math.toIntExact(k * inner);
    for (long row = 0; row < outer; row++) {
      FloatBuffer x = operands.get(0).floats(row * run, run);
      FloatBuffer index = operands.get(1).floats(row * chosen, chosen);
      FloatBuffer value = operands.get(operands.size() - 1).floats(row * chosen, chosen);
      for (int column = 0; column < inner; column++) {
        selection.clear();
        for (int i = 0; i < size; i++) {
          selection.offer(x.get((int) (i * inner) + column), i);
        }
        for (int i = 0; i < k; i++) {
          int at = (int) (i * inner) + column;
          if (indices) {
            index.put(at, selection.index(i));
          }
          if (values) {
            value.put(at, selection.value(i));
          }
        }
      }
    }
  }

  /** The largest of the elements offered since it was cleared. Not thread-safe. */
  public static final class Selection {
    private final float[] values;
    private final int[] indices;
    private int count;

    /** Creates an empty selection of at most {@code k} elements. */
    public Selection(int k) {
      values = new float[k];
      indices = new int[k];
    }

    /** Forgets all elements. */
    public void clear() {
      count = 0;
    }

    /** Takes an element in if it is among the largest; positions ascend from offer to offer. */
    public void offer(float value, int index) {
      if (count == values.length && isLess(value, values[count - 1])) {
        return;
      }
      int at = Math.min(count, values.length - 1);
      while (at > 0 && !isLess(value, values[at - 1])) {
        values[at] = values[at - 1];
        indices[at] = indices[at - 1];
        at--;
      }
      values[at] = value;
      indices[at] = index;
      count = Math.min(count + 1, values.length);
    }

    private static boolean isLess(float a, float b) {
      return a < b || (Float.isNaN(b) && !Float.isNaN(a));
    }

    /** Returns the {@code rank}-th largest element, from 0 on. */
    public float value(int rank) {
      return values[rank];
    }

    /** Returns the position of the {@code rank}-th largest element. */
    public int index(int rank) {
      return indices[rank];
    }
  }
}
