package io.decant.api.net;

import io.decant.api.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/**
 * The plans of a net for one set of input shapes: one with every decided extent at its bound, and
 * one for each choice of extents that was decided lately, in the same blocks. Source for the
 * semantics of decided extents: Caffe's Net::Forward, which reshapes each layer before it runs.
 */
final class PlanFamily {
  /** How many choices of extents are kept besides those of the current pass. */
  private static final int KEPT = 32;

  private final Engine engine;
  private final NetGraph graph;
  private final NetCompiler compiler;
  private final PersistentTensors persistent;
  private final NetPlan bound;
  private final RecentlyUsed<List<Long>, NetPlan> decided;

  /**
   * Creates a family that has one plan so far.
   *
   * @param bound with every decided extent at its bound
   */
  PlanFamily(
      Engine engine,
      NetGraph graph,
      NetCompiler compiler,
      PersistentTensors persistent,
      NetPlan bound) {
    this.engine = engine;
    this.graph = graph;
    this.compiler = compiler;
    this.persistent = persistent;
    this.bound = bound;
    this.decided = new RecentlyUsed<>(KEPT + bound.extents().size(), this::dismiss);
  }

  /** Returns the plan with every decided extent at its bound. */
  NetPlan bound() {
    return bound;
  }

  /** Returns one of a plan's programs. */
  NetPass pass(NetPlan plan, boolean accumulating) {
    if (!accumulating) {
      return plan.firstPass();
    }
    NetPass known = plan.accumulatingPass();
    if (known != null) {
      return known;
    }
    graph.reshape(plan.extents());
    NetPass pass = NetPass.admit(engine, compiler.accumulatingPass(plan.tensors(), plan.program()));
    plan.accumulatingPass(pass);
    return pass;
  }

  /**
   * Returns the plan to go on with behind a decision.
   *
   * @param plan what ran until then
   * @param decision which extent was decided
   * @param extent what it is
   */
  NetPlan after(NetPlan plan, int decision, long extent) {
    if (plan.extents().get(decision) == extent) {
      return plan;
    }
    List<Long> extents = new ArrayList<>(plan.extents().subList(0, decision));
    extents.add(extent);
    NetPlan known = decided.get(extents);
    if (known != null) {
      return known;
    }
    NetPlan fresh = compile(extents);
    SegmentCheck.check(plan.firstPass(), fresh.firstPass(), decision);
    decided.add(extents, fresh);
    return fresh;
  }

  private NetPlan compile(List<Long> extents) {
    graph.reshape(extents);
    BlobTensors tensors = new BlobTensors(bound.tensors(), persistent);
    NetCompiler.Emitted emitted = compiler.firstPass(tensors, bound.program());
    return new NetPlan(graph, tensors, emitted.program(), NetPass.admit(engine, emitted));
  }

  /** Gives up all programs. */
  void dismiss() {
    decided.clear();
    dismiss(bound);
  }

  private void dismiss(NetPlan plan) {
    engine.dismiss(plan.firstPass().schedule());
    NetPass accumulating = plan.accumulatingPass();
    if (accumulating != null) {
      engine.dismiss(accumulating.schedule());
    }
  }
}
