package io.decant.api.net;

import io.decant.api.engine.Engine;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.HostMemoryExceededException;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Cost;
import io.decant.spi.op.Shape;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a net on its engine, made when they are first needed. Those for input shapes that
 * were used lately are kept; they share blocks, which are as large as the largest of them needs.
 */
final class NetPrograms {
  /** How many sets of input shapes are kept. */
  private static final int KEPT = 8;

  private final Engine engine;
  private final NetGraph graph;
  private final NetCounters counters;
  private final boolean backward;
  private Retention retention;
  private final LabelChecks labels = new LabelChecks();
  private final PersistentTensors persistent = new PersistentTensors();
  private final RecentlyUsed<List<Shape>, PlanFamily> families =
      new RecentlyUsed<>(KEPT, PlanFamily::dismiss);
  private TrainingPlan training = TrainingPlan.NONE;
  private @Nullable NetPlan largest;
  private @Nullable PlanFamily family;
  private @Nullable NetPlan current;
  private @Nullable DebugInfo debugInfo;
  private boolean observed;
  private int reached;

  NetPrograms(
      Engine engine, NetGraph graph, NetCounters counters, boolean backward, Retention retention) {
    this.engine = engine;
    this.graph = graph;
    this.counters = counters;
    this.backward = backward;
    this.retention = retention;
    this.reached = graph.layers().size() - 1;
  }

  /** Says what programs are for, and makes them. */
  void prepare(TrainingPlan plan) {
    if (!plan.equals(training)) {
      dismiss();
      training = plan;
    }
    prepare();
  }

  /** Makes the programs for the current shapes, unless there are any. Fills new parameters. */
  void prepare() {
    if (family != null) {
      return;
    }
    graph.reshape();
    List<Shape> inputs = graph.inputShapes();
    PlanFamily found = families.get(inputs);
    if (found == null) {
      found = compile();
      families.add(inputs, found);
    }
    family = found;
    current = found.bound();
    if (training.accumulates()) {
      found.pass(found.bound(), true);
    }
    new ParameterFiller(engine, counters.seed()).fill(graph.params());
  }

  private PlanFamily compile() {
    decideGradients();
    NetCompiler compiler =
        new NetCompiler(graph, counters, labels, backward, retention, observed, training.updates());
    BlobTensors tensors = new BlobTensors(largest == null ? null : largest.tensors(), persistent);
    NetCompiler.Emitted emitted =
        compiler.firstPass(tensors, largest == null ? null : largest.program());
    if (tensors.outgrew() || persistent.haveOutgrown()) {
      dismiss();
      persistent.releaseOutgrown(engine);
    }
    NetPlan plan = new NetPlan(graph, tensors, emitted.program(), admit(emitted));
    if (largest == null) {
      largest = plan;
    }
    return new PlanFamily(engine, graph, compiler, persistent, plan);
  }

  /** Gives gradients up behind the updates where nobody can read them later. */
  private void decideGradients() {
    boolean last = training.updateIsLastUse() && retention.names() != null && !observed;
    for (NetParam param : graph.params()) {
      boolean lasts = !last || !graph.learns(param);
      if (param.owner() == param && lasts != param.gradientLasts()) {
        engine.release(param.gradient());
        param.gradientLasts(lasts);
      }
    }
  }

  /** Finds room, if need be in the place of programs for other shapes. */
  private NetPass admit(NetCompiler.Emitted emitted) {
    try {
      return NetPass.admit(engine, emitted);
    } catch (DeviceMemoryExceededException | HostMemoryExceededException e) {
      if (families.isEmpty()) {
        throw e;
      }
      dismiss();
      return NetPass.admit(engine, emitted);
    }
  }

  /**
   * Makes runs of passes log what each layer computed, or not. Once that was wanted, programs are
   * made such that it can be.
   */
  void debugInfo(boolean wanted) {
    if (wanted && !observed) {
      dismiss();
      observed = true;
    }
    debugInfo = wanted ? new DebugInfo(engine, graph, this) : null;
  }

  /** Makes programs such that layers can be run apart, and all that each computed be read. */
  void keepEachLayer() {
    if (!retention.overwritten()) {
      dismiss();
      observed = true;
      retention = Retention.EACH_LAYER;
    }
  }

  /** Runs the forward passes of consecutive layers. */
  void forward(int first, int last) {
    run(false, OpRange.Finder.of(program -> indices(program, Direction.FORWARD, first, last)));
    reached = last;
    counters.advance();
  }

  /** Runs the backward passes of consecutive layers. */
  void backward(int first, int last) {
    backward(false, program -> indices(program, Direction.BACKWARD, first, last));
  }

  /** Runs operators of the backward pass; updates that lie between them are left out. */
  private void backward(boolean accumulate, Function<LoweredProgram, List<Integer>> choice) {
    Schedule schedule = family().pass(current(), accumulate).schedule();
    List<Integer> ops = choice.apply(schedule.program());
    int begin = 0;
    for (int i = 1; i <= ops.size(); i++) {
      if (i == ops.size() || ops.get(i) > ops.get(i - 1) + 1) {
        engine.executor().run(schedule, ops.get(begin), ops.get(i - 1) + 1);
        begin = i;
      }
    }
  }

  private List<Integer> indices(LoweredProgram program, Direction direction, int first, int last) {
    return graph.layers().subList(first, last + 1).stream()
        .flatMap(layer -> program.indices(layer.label(), direction).stream())
        .sorted()
        .toList();
  }

  /** Returns the index of the layer behind which blobs are shown. */
  int reached() {
    return reached;
  }

  @Nullable DebugInfo debugInfo() {
    return debugInfo;
  }

  void run(boolean accumulate) {
    if (debugInfo == null) {
      run(accumulate, OpRange.Finder.all());
    } else {
      debugInfo.forward(accumulate);
      if (backward) {
        debugInfo.backward(accumulate);
      }
    }
    reached = graph.layers().size() - 1;
    counters.advance();
  }

  void run(Direction direction, boolean accumulate) {
    if (debugInfo == null && direction == Direction.FORWARD) {
      run(accumulate, OpRange.Finder.of(program -> program.indices(direction)));
    } else if (debugInfo == null) {
      backward(accumulate, program -> program.indices(direction));
    } else if (direction == Direction.FORWARD) {
      debugInfo.forward(accumulate);
    } else {
      debugInfo.backward(accumulate);
    }
    if (direction == Direction.FORWARD) {
      reached = graph.layers().size() - 1;
      counters.advance();
    }
  }

  void run(NetLayer layer, Direction direction, boolean accumulate) {
    run(accumulate, OpRange.Finder.of(program -> program.indices(layer.label(), direction)));
  }

  /** Returns the work of a layer's operators in the program that ran last. */
  Cost cost(NetLayer layer, Direction direction) {
    return current().firstPass().schedule().program().cost(layer.label(), direction);
  }

  /** Runs a part of the program; behind each decision, that of the plan for what was decided. */
  private void run(boolean accumulate, OpRange.Finder part) {
    PlanFamily plans = family();
    OpRange range = part.in(plans.pass(current(), accumulate));
    if (range.begin() == 0 && !range.isEmpty() && current() != plans.bound()) {
      current = plans.bound();
      range = part.in(plans.pass(current(), accumulate));
    }
    while (!range.isEmpty()) {
      NetPass pass = plans.pass(current(), accumulate);
      int decision = pass.decisionWithin(range);
      if (decision < 0) {
        engine.executor().run(pass.schedule(), range.begin(), range.end());
        return;
      }
      engine.executor().run(pass.schedule(), range.begin(), pass.cut(decision));
      long extent = graph.extents().get(decision).decided();
      current = plans.after(current(), decision, extent);
      NetPass next = plans.pass(current(), accumulate);
      range = new OpRange(next.cut(decision), part.in(next).end());
    }
  }

  @Nullable Tensor loss() {
    return current().tensors().loss();
  }

  /** Returns where the blobs are in the programs that run now. */
  BlobTensors tensors() {
    return current().tensors();
  }

  /** Returns the shape of a blob after the last pass. */
  Shape shape(BlobVersion blob) {
    return current == null ? blob.shape : current.tensors().shape(blob);
  }

  Region region(Tensor tensor) {
    return current().program().region(tensor);
  }

  /** Notes that inputs have other shapes. */
  void reshaped() {
    family = null;
    current = null;
  }

  /** Gives up all programs; inputs stay. */
  void dismiss() {
    families.clear();
    reshaped();
    largest = null;
  }

  /** Gives up everything. */
  void close() {
    dismiss();
    persistent.release(engine);
  }

  private PlanFamily family() {
    if (family == null) {
      throw notPrepared();
    }
    return family;
  }

  private NetPlan current() {
    if (current == null) {
      throw notPrepared();
    }
    return current;
  }

  private IllegalStateException notPrepared() {
    return new IllegalStateException("net '" + graph.name() + "' is not prepared");
  }
}
