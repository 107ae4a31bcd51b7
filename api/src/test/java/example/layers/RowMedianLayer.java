package example.layers;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The median of each row, N x D to N, in Java on the host. Of an even number of values it is the
 * lower or the upper of the two in the middle.
 */
final class RowMedianLayer extends SimpleLayer {
  enum Middle {
    LOWER,
    UPPER
  }

  private final Middle middle;

  RowMedianLayer(LayerConfig config) {
    super(config, 1, 1);
    middle = config.extra("row_median_param").allow("middle").choice("middle", Middle.LOWER);
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape x = setup.bottom(0);
    if (x.rank() != 2 || x.dim(1) < 1) {
      throw setup.error("takes rows of one value or more, N x D, and not " + x);
    }
    setup.top(0, Shape.of(x.dim(0)));
  }

  @Override
  public void forward(ForwardPass pass) {
    Shape x = pass.bottom(0).shape();
    List<Operand> operands =
        List.of(
            Operand.read("x", x.toArray()),
            Operand.write("y", x.dim(0)),
            Operand.write("place", x.dim(0)));
    pass.emit(
        new HostOp("median", operands, this::median),
        pass.bottom(0),
        pass.top(0),
        pass.keep("place", Shape.of(x.dim(0))));
  }

  private void median(List<HostTensor> operands) {
    FloatBuffer x = operands.get(0).floats();
    FloatBuffer y = operands.get(1).floats();
    FloatBuffer place = operands.get(2).floats();
    int rows = y.limit();
    int width = x.limit() / Math.max(1, rows);
    int rank = middle == Middle.LOWER ? (width - 1) / 2 : width / 2;
    for (int row = 0; row < rows; row++) {
      int first = row * width;
      int median =
          IntStream.range(first, first + width)
              .boxed()
              .sorted(Comparator.comparing(x::get))
              .skip(rank)
              .findFirst()
              .orElseThrow();
      y.put(row, x.get(median));
      place.put(row, median - first);
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    Shape x = pass.bottom(0).shape();
    List<Operand> operands =
        List.of(
            Operand.read("dy", x.dim(0)),
            Operand.read("place", x.dim(0)),
            Operand.write("dx", x.toArray()));
    pass.emit(
        new HostOp("median_backward", operands, RowMedianLayer::spread),
        pass.topGradient(0),
        pass.kept("place"),
        pass.bottomGradient(0));
  }

  /** The gradient of a row goes to the element that was its median; all others get 0. */
  private static void spread(List<HostTensor> operands) {
    FloatBuffer dy = operands.get(0).floats();
    FloatBuffer place = operands.get(1).floats();
    FloatBuffer dx = operands.get(2).floats();
    int rows = dy.limit();
    int width = dx.limit() / Math.max(1, rows);
    for (int i = 0; i < dx.limit(); i++) {
      dx.put(i, 0);
    }
    for (int row = 0; row < rows; row++) {
      dx.put(row * width + (int) place.get(row), dy.get(row));
    }
  }
}
