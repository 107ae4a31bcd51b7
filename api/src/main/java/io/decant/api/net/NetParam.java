package io.decant.api.net;

import io.decant.proto.caffe.FillerParameter;
import io.decant.proto.caffe.ParamSpec;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A parameter blob of a layer. Parameters that share by name, or test nets that share with the
 * training net, have one {@link #owner}, whose storage all of them use.
 */
public final class NetParam {
  private final String layer;
  private final int index;
  private final Shape shape;
  private final ParamSpec spec;
  private final FillerParameter filler;
  private final boolean fixed;
  private final NetParam owner;
  private final Tensor tensor;

  /** Looked at in the owner alone, where it may change. */
  private Tensor gradient;

  private float rateMultiplier;
  private float decayMultiplier;
  private boolean rateGiven;
  private boolean decayGiven;
  private boolean initialised;

  private NetParam(
      String layer,
      int index,
      Shape shape,
      ParamSpec spec,
      FillerParameter filler,
      boolean fixed,
      @Nullable NetParam owner) {
    this.layer = layer;
    this.index = index;
    this.shape = shape;
    this.spec = spec;
    this.filler = filler;
    this.fixed = fixed;
    this.rateMultiplier = fixed ? 0 : spec.getLrMult();
    this.decayMultiplier = spec.getDecayMult();
    this.rateGiven = spec.hasLrMult();
    this.decayGiven = spec.hasDecayMult();
    if (owner == null) {
      this.owner = this;
      this.tensor = Tensor.createPersistent(layer + "[" + index + "]", shape, BlockRole.PARAMETER);
      this.gradient = gradient(true);
    } else {
      this.owner = owner.owner;
      this.tensor = this.owner.tensor.reshape(shape);
      this.gradient = this.owner.gradient;
    }
  }

  static NetParam owning(
      String layer, int index, Shape shape, ParamSpec spec, FillerParameter filler, boolean fixed) {
    return new NetParam(layer, index, shape, spec, filler, fixed, null);
  }

  /** Returns this layer's view of a parameter that another one owns. */
  static NetParam sharing(
      NetParam owner, String layer, int index, Shape shape, ParamSpec spec, boolean fixed) {
    return new NetParam(layer, index, shape, spec, owner.filler, fixed, owner);
  }

  /** Returns the layer it belongs to. */
  public String layer() {
    return layer;
  }

  /** Returns its place among the layer's parameters. */
  public int index() {
    return index;
  }

  /** Returns the name that parameters share by; empty for none. */
  public String name() {
    return spec.getName();
  }

  /** Returns its shape. */
  public Shape shape() {
    return shape;
  }

  /** Returns the parameter whose storage this one uses; itself when it has its own. */
  public NetParam owner() {
    return owner;
  }

  /** Returns where it is stored. */
  public Tensor tensor() {
    return tensor;
  }

  /** Returns where its gradient is stored in the programs that are made next. */
  public Tensor gradient() {
    return owner.gradient.reshape(shape);
  }

  /** Returns whether the gradient outlives a run of a program. */
  boolean gradientLasts() {
    return owner.gradient.value().persistentBlock() != null;
  }

  /**
   * Says whether the gradient of this owner outlives runs, or is given up behind its last use in
   * each. For programs that are made from now on.
   */
  void gradientLasts(boolean lasts) {
    gradient = gradient(lasts);
  }

  private Tensor gradient(boolean lasts) {
    String name = layer + "[" + index + "].diff";
    return lasts
        ? Tensor.createPersistent(name, shape, BlockRole.GRADIENT)
        : Tensor.create(name, shape, BlockRole.GRADIENT);
  }

  /** Returns the factor of the learning rate. */
  public float rateMultiplier() {
    return rateMultiplier;
  }

  /** Returns the factor of the weight decay. */
  public float decayMultiplier() {
    return decayMultiplier;
  }

  /** Returns whether the layer's own lr_mult lets it learn. */
  boolean wantsGradient() {
    return !fixed && spec.getLrMult() != 0;
  }

  /** Returns whether nothing but the layer itself ever changes it. */
  boolean fixed() {
    return fixed;
  }

  FillerParameter filler() {
    return filler;
  }

  /** Returns whether it has contents already, and from now on says so. */
  boolean markInitialised() {
    boolean before = initialised;
    initialised = true;
    return before;
  }

  /**
   * Takes over the multipliers of a parameter that shares this one.
   *
   * @return what disagrees, or empty
   */
  String adopt(ParamSpec other) {
    if (other.hasLrMult()) {
      if (rateGiven && other.getLrMult() != rateMultiplier) {
        return "lr_mult " + other.getLrMult() + " and " + rateMultiplier;
      }
      rateGiven = true;
      rateMultiplier = other.getLrMult();
    }
    if (other.hasDecayMult()) {
      if (decayGiven && other.getDecayMult() != decayMultiplier) {
        return "decay_mult " + other.getDecayMult() + " and " + decayMultiplier;
      }
      decayGiven = true;
      decayMultiplier = other.getDecayMult();
    }
    return "";
  }

  @Override
  public String toString() {
    return layer + "[" + index + "] " + shape;
  }
}
