package io.decant.api.spec;

import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.ParamSpec;
import io.decant.proto.caffe.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A layer of a {@link NetSpec}, which can still be changed. It stands for its first top where
 * another layer reads it. Not thread-safe.
 */
public final class LayerSpec implements Top {
  private final NetSpec net;
  private final List<Top> bottoms;
  private final LayerParameter.Builder parameter;
  private final List<String> topNames = new ArrayList<>();
  private int topCount = 1;
  private boolean inPlace;

  LayerSpec(NetSpec net, String type, List<Top> bottoms) {
    this.net = net;
    this.bottoms = bottoms;
    this.parameter = LayerParameter.newBuilder().setType(type);
  }

  /** Names the layer, and its top if it has one that has no name yet and is not in place. */
  public LayerSpec named(String name) {
    parameter.setName(name);
    return this;
  }

  /** Says how many tops it has, and names them; the layer keeps its name. */
  public LayerSpec tops(String... names) {
    topNames.clear();
    topNames.addAll(List.of(names));
    topCount = names.length;
    return this;
  }

  /**
   * Says whether it overwrites its bottoms; its tops then have their names. By default it does not,
   * but for those methods of {@link Top} that say so.
   */
  public LayerSpec inPlace(boolean wanted) {
    inPlace = wanted;
    return this;
  }

  /**
   * Changes any field of the layer but its type, bottoms and tops, for instance {@code layer ->
   * layer.getTransformParamBuilder().setScale(0.00390625f)}.
   */
  public LayerSpec with(Consumer<LayerParameter.Builder> change) {
    change.accept(parameter);
    return this;
  }

  /** Makes it part of the net in one phase only. */
  public LayerSpec phase(Phase phase) {
    parameter.addIncludeBuilder().setPhase(phase);
    return this;
  }

  /** Sets the factors of the learning rate of its parameters, in order; 0 keeps one as it is. */
  public LayerSpec rates(float... factors) {
    for (int i = 0; i < factors.length; i++) {
      param(i).setLrMult(factors[i]);
    }
    return this;
  }

  /** Sets the factors of the weight decay of its parameters, in order. */
  public LayerSpec decays(float... factors) {
    for (int i = 0; i < factors.length; i++) {
      param(i).setDecayMult(factors[i]);
    }
    return this;
  }

  /** Names its parameters, in order: layers whose parameters have the same name share them. */
  public LayerSpec sharing(String... names) {
    for (int i = 0; i < names.length; i++) {
      param(i).setName(names[i]);
    }
    return this;
  }

  private ParamSpec.Builder param(int index) {
    while (parameter.getParamCount() <= index) {
      parameter.addParamBuilder();
    }
    return parameter.getParamBuilder(index);
  }

  /**
   * Returns one of its tops.
   *
   * @throws IndexOutOfBoundsException when it has fewer
   */
  public Top top(int index) {
    if (index < 0 || index >= topCount) {
      throw new IndexOutOfBoundsException(
          "top "
              + index
              + " was asked of a layer of type "
              + type()
              + ", which has "
              + topCount
              + "; tops(...) says how many there are");
    }
    return index == 0 ? this : new FurtherTop(this, index);
  }

  @Override
  public LayerSpec layer() {
    return this;
  }

  @Override
  public int index() {
    return 0;
  }

  /** Returns the net that it was added to. */
  NetSpec net() {
    return net;
  }

  String type() {
    return parameter.getType();
  }

  /** Returns the name that was given; empty for none. */
  String givenName() {
    return parameter.getName();
  }

  /** Returns the names of the tops that were given; empty where names are to be made up. */
  List<String> givenTops() {
    boolean asLayer = topNames.isEmpty() && topCount == 1 && !givenName().isEmpty();
    return asLayer ? List.of(givenName()) : topNames;
  }

  List<Top> bottoms() {
    return bottoms;
  }

  boolean hasTops() {
    return topCount > 0;
  }

  boolean isInPlace() {
    return inPlace;
  }

  LayerParameter toProto(SpecNames names) {
    LayerParameter.Builder layer = parameter.clone().clearBottom().clearTop();
    layer.setName(names.layer(this)).addAllTop(names.tops(this));
    bottoms.forEach(bottom -> layer.addBottom(names.top(bottom)));
    return layer.build();
  }
}
