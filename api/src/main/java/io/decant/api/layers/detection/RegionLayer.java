package io.decant.api.layers.detection;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer that pools regions (bottom 1, rows of image, left, top, right, bottom) of planes, on the
 * host.
 */
abstract class RegionLayer extends SimpleLayer {
  private static final String KEPT = "places";

  private final String name;
  private Optional<RegionPooling> pooling = Optional.empty();

  /**
   * Creates the layer.
   *
   * @param name of its operators
   */
  RegionLayer(LayerConfig config, String name) {
    super(config, 2, 1);
    this.name = name;
  }

  /** Checks the planes' channels, and returns the pooling of so many regions. */
  abstract RegionPooling pooling(LayerSetup setup, Shape x, long regions);

  @Override
  public final boolean allowsForceBackward(int bottom) {
    return bottom == 0;
  }

  @Override
  public final void reshape(LayerSetup setup) {
    RegionPooling made = pooling(setup, setup.bottom(0), regions(setup));
    pooling = Optional.of(made);
    setup.top(0, made.top());
  }

  private static long regions(LayerSetup setup) {
    Shape x = setup.bottom(0);
    Shape regions = setup.bottom(1);
    if (x.rank() != 4
        || regions.rank() == 0
        || regions.countFrom(1) != Region.NUMBERS
        || x.count() > HostTensor.WINDOW) {
      throw setup.error(
          "takes N x C x H x W, at most "
              + HostTensor.WINDOW
              + " elements, and rows of image, left, top, right, bottom; the bottoms are "
              + x
              + " and "
              + regions);
    }
    return regions.dim(0);
  }

  @Override
  public final void forward(ForwardPass pass) {
    RegionPooling pools = pooling.orElseThrow();
    List<Operand> operands =
        new ArrayList<>(List.of(pools.readX(), pools.regions(), pools.write("y")));
    List<Tensor> tensors = new ArrayList<>(List.of(pass.bottom(0), pass.bottom(1), pass.top(0)));
    if (pools.keepsPlaces()) {
      operands.add(pools.write(KEPT));
      tensors.add(pass.keep(KEPT, pass.topShape(0)));
    }
    pass.emit(new HostOp(name, operands, pools::forward), tensors.toArray(Tensor[]::new));
  }

  @Override
  public final void backward(BackwardPass pass) {
    refuseGradient(pass, 1, "regions");
    if (!pass.propagates(0)) {
      return;
    }
    RegionPooling pools = pooling.orElseThrow();
    List<Operand> operands = new ArrayList<>(List.of(pools.read("dy"), pools.regions()));
    List<Tensor> tensors = new ArrayList<>(List.of(pass.topGradient(0), pass.bottom(1)));
    if (pools.keepsPlaces()) {
      operands.add(pools.read(KEPT));
      tensors.add(pass.kept(KEPT));
    }
    operands.add(pools.writeGradient());
    tensors.add(pass.bottomGradient(0));
    pass.emit(
        new HostOp(name + "_backward", operands, pools::backward), tensors.toArray(Tensor[]::new));
  }
}
