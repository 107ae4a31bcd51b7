package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerPass;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Gather;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.Operand;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;
import java.util.List;

/**
 * Linear interpolation along one axis, from the first to the last element of a part of it: element
 * j of the result is at {@code first + j * (part - 1) / (count - 1)}.
 *
 * @param name of what is kept for the gradient
 * @param outer extents before the axis, multiplied
 * @param size extent of the axis
 * @param first where the part begins
 * @param part elements of the part
 * @param count elements of the result
 * @param inner extents behind the axis, multiplied
 */
record LinearAxis(
    String name, long outer, long size, long first, long part, long count, long inner) {
  static final LinearAxis EMPTY = new LinearAxis("", 0, 0, 0, 0, 0, 0);

  private String kept(String what) {
    return name + " " + what;
  }

  /** Emits the interpolation. */
  void forward(ForwardPass pass, Tensor x, Tensor y) {
    Shape along = Shape.of(count);
    Tensor lower = pass.keep(kept("lower"), along);
    Tensor upper = pass.keep(kept("upper"), along);
    Tensor lowerWeight = pass.keep(kept("lower weight"), along);
    Tensor upperWeight = pass.keep(kept("upper weight"), along);
    pass.emit(
        new HostOp(
            "interpolation",
            List.of(
                Operand.write("lower", count),
                Operand.write("upper", count),
                Operand.write("lowerWeight", count),
                Operand.write("upperWeight", count)),
            this::places),
        lower,
        upper,
        lowerWeight,
        upperWeight);
    Tensor rest = pass.temporary(kept("rest"), Shape.of(outer, count, inner));
    Gather gather = new Gather(outer, size, count, inner, IndexLayout.ALONG_COUNT);
    pass.emit(gather, x, lower, y);
    pass.emit(weigh(), y, lowerWeight, y);
    pass.emit(gather, x, upper, rest);
    pass.emit(weigh(), rest, upperWeight, rest);
    pass.emit(new Binary(BinaryFunction.ADD, outer * count * inner), y, rest, y);
  }

  private void places(List<HostTensor> operands) {
    float step = count > 1 ? (float) (part - 1) / (count - 1) : 0;
    for (int i = 0; i < count; i++) {
      float place = step * i;
      long lower = Math.min((long) place, part - 1);
      float share = place - lower;
      operands.get(0).floats().put(i, (float) (first + lower));
      operands.get(1).floats().put(i, (float) (first + Math.min(lower + 1, part - 1)));
      operands.get(2).floats().put(i, 1 - share);
      operands.get(3).floats().put(i, share);
    }
  }

  private Broadcast weigh() {
    return Broadcast.alongMiddle(BinaryFunction.MUL, outer, count, inner);
  }

  /** Emits the gradient of x. */
  void backward(BackwardPass pass, Tensor dy, Tensor dx) {
    emitShare(pass, dy, "lower", false, dx);
    emitShare(pass, dy, "upper", true, dx);
  }

  private void emitShare(BackwardPass pass, Tensor dy, String side, boolean accumulate, Tensor dx) {
    Tensor weighted = temporary(pass, side);
    pass.emit(weigh(), dy, pass.kept(kept(side + " weight")), weighted);
    pass.emit(
        new ScatterAdd(outer, size, count, inner, IndexLayout.ALONG_COUNT, accumulate),
        weighted,
        pass.kept(kept(side)),
        dx);
  }

  private Tensor temporary(LayerPass pass, String side) {
    return pass.temporary(kept(side + " share"), Shape.of(outer, count, inner));
  }
}
