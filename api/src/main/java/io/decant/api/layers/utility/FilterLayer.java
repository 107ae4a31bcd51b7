package io.decant.api.layers.utility;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Gather;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.Operand;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Lets those items of its bottoms through whose selector, the last bottom, is not 0: {@code N x
 * ...} becomes {@code S x ...}, S the number of items selected in this pass. Items that were held
 * back get the gradient 0. Source: Caffe's FilterLayer.
 */
public final class FilterLayer extends SimpleLayer {
  /** Indices are float32: beyond this they are not exact. */
  private static final long ITEM_LIMIT = 1 << 24;

  private long items;
  private long selected;

  /** Creates the layer. */
  public FilterLayer(LayerConfig config) {
    super(config, BlobCount.atLeast(2), BlobCount.atLeast(1));
  }

  @Override
  public void reshape(LayerSetup setup) {
    int filtered = setup.bottoms() - 1;
    if (setup.tops() != filtered) {
      throw setup.error(
          "gives a top for each bottom but the last, which selects: "
              + filtered
              + ", not "
              + setup.tops());
    }
    Shape selector = setup.bottom(filtered);
    if (selector.rank() == 0 || selector.countFrom(1) != 1) {
      throw setup.error("the selector has one value for each item, its shape is " + selector);
    }
    items = selector.dim(0);
    if (items > ITEM_LIMIT) {
      throw setup.error("selects among at most " + ITEM_LIMIT + " items, there are " + items);
    }
    selected = setup.decidedExtent(items);
    for (int i = 0; i < filtered; i++) {
      Shape bottom = setup.bottom(i);
      if (bottom.rank() == 0 || bottom.dim(0) != items) {
        throw setup.error(
            "bottom "
                + i
                + " of shape "
                + bottom
                + " does not have "
                + items
                + " items, as the"
                + " selector does");
      }
      setup.top(i, bottom.with(0, selected));
    }
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom < config().parameter().getBottomCount() - 1;
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor indices = pass.keep("indices", Shape.of(items));
    pass.decide(
        "select",
        List.of(Operand.read("selector", items), Operand.write("indices", items)),
        FilterLayer::select,
        pass.bottom(pass.tops()),
        indices);
    for (int i = 0; i < pass.tops(); i++) {
      Tensor bottom = pass.bottom(i);
      pass.emit(
          new Gather(1, items, selected, bottom.shape().countFrom(1), IndexLayout.ALONG_COUNT),
          bottom,
          indices,
          pass.top(i));
    }
  }

  /** Writes the indices of the selected items, then -1, and returns how many are selected. */
  private static long select(List<HostTensor> operands) {
    FloatBuffer selector = operands.get(0).floats();
    FloatBuffer indices = operands.get(1).floats();
    int items = selector.limit();
    int count = 0;
    for (int item = 0; item < items; item++) {
      if (selector.get(item) != 0) {
        indices.put(count++, item);
      }
    }
    for (int rest = count; rest < items; rest++) {
      indices.put(rest, -1);
    }
    return count;
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradient(pass, pass.tops(), "selectors");
    for (int i = 0; i < pass.tops(); i++) {
      if (pass.propagates(i)) {
        long inner = pass.bottom(i).shape().countFrom(1);
        pass.emit(
            new ScatterAdd(1, items, selected, inner, IndexLayout.ALONG_COUNT, false),
            pass.topGradient(i),
            pass.kept("indices"),
            pass.bottomGradient(i));
      }
    }
  }
}
