package io.decant.conformance.layers;

import io.decant.proto.caffe.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer with its bottoms, tops and fields. Immutable; each method that sets something returns a
 * changed copy.
 *
 * @param type the layer's type
 * @param fields the fields of the prototxt besides type, bottoms and tops
 * @param inputs its bottoms
 * @param tops its tops
 * @param weighted how many leading tops have a gradient, each element of which gets a weight of its
 *     own in the net's loss
 * @param loss whether the tops are losses with loss weights among the fields
 * @param phase the net's phase
 * @param smallestBatch least extent that the first axis of all bottoms may have at once; -1 when
 *     those axes are tied to something
 * @param gradient how the gradient is checked
 * @param forced whether {@code force_backward} asks for the gradients of the bottoms; otherwise
 *     those that have one are learnable parameters, so that the layer is not asked for the others
 */
public record LayerCase(
    String type,
    String fields,
    List<LayerInput> inputs,
    List<String> tops,
    int weighted,
    boolean loss,
    Phase phase,
    int smallestBatch,
    GradientRule gradient,
    boolean forced) {
  /** Copies the lists. */
  public LayerCase {
    inputs = List.copyOf(inputs);
    tops = List.copyOf(tops);
  }

  /** Returns a case of phase TRAIN with one top {@code y} that has a smooth gradient. */
  public static LayerCase layer(String type, LayerInput... inputs) {
    return new LayerCase(
        type,
        "",
        List.of(inputs),
        List.of("y"),
        1,
        false,
        Phase.TRAIN,
        -1,
        GradientRule.SMOOTH,
        true);
  }

  /** Sets the fields. */
  public LayerCase with(String newFields) {
    return new LayerCase(
        type, newFields, inputs, tops, weighted, loss, phase, smallestBatch, gradient, forced);
  }

  /** Sets the tops, all of which have gradients. */
  public LayerCase into(String... names) {
    return into(names.length, names);
  }

  /** Sets the tops, of which the first few have gradients. */
  public LayerCase into(int differentiable, String... names) {
    return new LayerCase(
        type,
        fields,
        inputs,
        List.of(names),
        differentiable,
        loss,
        phase,
        smallestBatch,
        gradient,
        forced);
  }

  /** Makes the layer work in place. */
  public LayerCase inPlace() {
    return into(inputs.get(0).name());
  }

  /** Says that the tops are losses; loss weights other than the default are fields. */
  public LayerCase asLoss() {
    return new LayerCase(
        type, fields, inputs, tops, weighted, true, phase, smallestBatch, gradient, forced);
  }

  /** Sets the phase. */
  public LayerCase in(Phase newPhase) {
    return new LayerCase(
        type, fields, inputs, tops, weighted, loss, newPhase, smallestBatch, gradient, forced);
  }

  /** Says that the first axis of all bottoms counts the batch, which may be this small. */
  public LayerCase batchFrom(int smallest) {
    return new LayerCase(
        type, fields, inputs, tops, weighted, loss, phase, smallest, gradient, forced);
  }

  /** Sets how the gradient is checked. */
  public LayerCase gradient(GradientRule rule) {
    return new LayerCase(
        type, fields, inputs, tops, weighted, loss, phase, smallestBatch, rule, forced);
  }

  /** Says that only the bottoms that have gradients may be asked for them. */
  public LayerCase unforced() {
    return new LayerCase(
        type, fields, inputs, tops, weighted, loss, phase, smallestBatch, gradient, false);
  }

  /** Says that there is no gradient: the net has no backward pass. */
  public LayerCase forwardOnly() {
    return into(0, tops.toArray(String[]::new)).gradient(GradientRule.NONE);
  }

  /** Returns whether a bottom is a learnable parameter rather than an input. */
  boolean learns(LayerInput input) {
    return !forced && input.differentiable();
  }

  /** Returns whether there is a backward pass. */
  public boolean backward() {
    return gradient.exists();
  }

  /** Returns this case with other extents of the first axes. */
  LayerCase withBatch(int batch) {
    List<LayerInput> changed = new ArrayList<>();
    inputs.forEach(input -> changed.add(input.withBatch(batch)));
    return new LayerCase(
        type, fields, changed, tops, weighted, loss, phase, smallestBatch, gradient, forced);
  }

  /**
   * Returns this case with each extent of the batch that is worth trying: as it is, and where the
   * batch is free, 1 and the smallest; in a full run also larger ones.
   */
  public List<LayerCase> batches(boolean full) {
    List<LayerCase> cases = new ArrayList<>(List.of(this));
    if (smallestBatch >= 0) {
      cases.add(withBatch(1));
      if (smallestBatch == 0) {
        cases.add(withBatch(0));
      }
      if (full) {
        cases.add(withBatch(5));
        cases.add(withBatch(17));
      }
    }
    return cases;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(type);
    for (LayerInput input : inputs) {
      text.append(' ').append(input.name()).append(input.dims());
    }
    return text.append(" -> ").append(tops).append(' ').append(fields).toString().strip();
  }
}
