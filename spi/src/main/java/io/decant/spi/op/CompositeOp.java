package io.decant.spi.op;

/**
 * An operator that a backend may implement in one piece. It carries its own definition in terms of
 * simpler operators, which lowering splices in where a backend answers that it does not know it.
 *
 * <p>Anyone may define one: it runs on every backend from the day it exists.
 */
public interface CompositeOp extends OpSpec {
  /** Returns the definition; deterministic, without side effects. */
  Decomposition decompose();
}
