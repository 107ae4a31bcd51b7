package io.decant.spi.layout;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.ChannelOp;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Fill;
import io.decant.spi.op.MaxPoolingBackward;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ReluBackward;
import io.decant.spi.op.Sum;
import io.decant.spi.op.Unary;
import io.decant.spi.op.WindowReduce;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds operators' forms with channels last. What it does not know keeps channels first. */
final class Forms {
  private static final Map<Class<? extends OpSpec>, Family> FAMILIES = families();

  private Forms() {}

  /** Returns an operator's form, as far as the extents of blocks are known. */
  static Optional<Form> of(ProgramOp op, Map<Block, ChannelExtents> known) {
    Family family = FAMILIES.get(op.spec().getClass());
    if (family != null) {
      return family.form(op, known);
    }
    return op.spec() instanceof ChannelOp spec
        ? ChannelForms.of(spec).form(op, known)
        : Optional.empty();
  }

  private static Map<Class<? extends OpSpec>, Family> families() {
    Map<Class<? extends OpSpec>, Family> families = new HashMap<>();
    families.put(
        Convolution.class, (op, known) -> ConvolutionForms.forward((Convolution) op.spec()));
    families.put(
        ConvolutionBackwardData.class,
        (op, known) -> ConvolutionForms.data((ConvolutionBackwardData) op.spec()));
    families.put(
        ConvolutionBackwardWeights.class,
        (op, known) -> ConvolutionForms.weights((ConvolutionBackwardWeights) op.spec()));
    families.put(Unary.class, ElementForms.all());
    families.put(Binary.class, ElementForms.all());
    families.put(ReluBackward.class, ElementForms.all());
    families.put(Sum.class, ElementForms.all());
    families.put(Fill.class, ElementForms.all());
    families.put(Axpby.class, ElementForms.firstAndLast());
    families.put(Copy.class, CopyForms::of);
    families.put(WindowReduce.class, PoolingForms::reduce);
    families.put(AveragePooling.class, PoolingForms::average);
    families.put(AveragePoolingBackward.class, PoolingForms::averageBackward);
    families.put(MaxPoolingBackward.class, PoolingForms::maxBackward);
    families.put(Broadcast.class, ChannelForms.broadcast());
    return families;
  }
}
