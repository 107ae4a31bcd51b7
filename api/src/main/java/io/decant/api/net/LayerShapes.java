package io.decant.api.net;

import io.decant.api.filler.Filler;
import io.decant.api.layer.LabelRange;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.FillerParameter;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a layer's shape inference and collects what it declares. */
final class LayerShapes implements LayerSetup {
  /** The largest blob: 2^40 elements, 4 TiB. */
  static final long ELEMENT_LIMIT = 1L << 40;

  /** The most axes a blob has, as in Caffe. */
  static final int AXIS_LIMIT = 32;

  /**
   * A declared parameter.
   *
   * @param shape its shape
   * @param filler its initial contents
   * @param fixed whether only the layer itself changes it
   */
  record Declared(Shape shape, FillerParameter filler, boolean fixed) {}

  private final NetLayer node;
  private final List<Declared> declared = new ArrayList<>();
  private final Map<BlobVersion, LabelRange> labels;

  LayerShapes(NetLayer node, Map<BlobVersion, LabelRange> labels) {
    this.node = node;
    this.labels = labels;
  }

  /** Runs the layer's shape inference; returns the parameters that it declares. */
  List<Declared> run() {
    try {
      node.layer().reshape(this);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw error(String.valueOf(e.getMessage()));
    }
    return declared;
  }

  @Override
  public int bottoms() {
    return node.bottoms.size();
  }

  @Override
  public Shape bottom(int index) {
    return node.bottoms.get(index).shape;
  }

  @Override
  public int tops() {
    return node.tops.size();
  }

  @Override
  public void top(int index, Shape shape) {
    check("blob '" + node.tops.get(index).name + "'", shape, ELEMENT_LIMIT);
    node.tops.get(index).shape = shape;
  }

  @Override
  public void parameter(Shape shape, FillerParameter filler) {
    declare(new Declared(shape, filler, false));
  }

  @Override
  public void fixedParameter(Shape shape, FillerParameter filler) {
    declare(new Declared(shape, filler, true));
  }

  private void declare(Declared parameter) {
    check("parameter " + declared.size(), parameter.shape, HostTensor.WINDOW);
    Filler.of(parameter.filler).check(parameter.shape);
    if (declared.size() < node.params.size()) {
      Shape known = node.params.get(declared.size()).shape();
      if (!known.equals(parameter.shape)) {
        throw error(
            "parameter "
                + declared.size()
                + " has shape "
                + known
                + " and cannot become "
                + parameter.shape
                + " when bottoms change their shape");
      }
    }
    declared.add(parameter);
  }

  /** Refuses what is too large before anything is allocated for it. */
  private void check(String what, Shape shape, long limit) {
    if (shape.rank() > AXIS_LIMIT) {
      throw error(what + " has " + shape.rank() + " axes, at most " + AXIS_LIMIT + " are allowed");
    }
    if (shape.count() > limit) {
      throw error(
          what
              + " of shape "
              + shape
              + " has "
              + shape.count()
              + " elements, at most "
              + limit
              + " are allowed");
    }
  }

  @Override
  public long decidedExtent(long bound) {
    DecidedExtent extent = node.extent == null ? new DecidedExtent(node.name()) : node.extent;
    node.extent = extent;
    return extent.within(bound);
  }

  @Override
  public void labels(int bottom, long limit, boolean ignores, int ignored) {
    labels.put(node.bottoms.get(bottom), new LabelRange(node.name(), limit, ignores, ignored));
  }

  @Override
  public ProtoFormatException error(String problem) {
    return node.config().error(problem);
  }
}
