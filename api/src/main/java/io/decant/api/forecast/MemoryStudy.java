package io.decant.api.forecast;

import io.decant.api.engine.Engine;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.Footprint;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.PlannerProvider;
import io.decant.spi.memory.PoolCapacity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a net needs of device memory, found without running it and without allocating any. Operators
 * are prepared for the engine's device, so workspaces are those of a run. Used by one thread at a
 * time, as the engine is.
 */
public final class MemoryStudy {
  private final Engine engine;
  private final NetRecipe recipe;
  private final List<LoweredProgram> programs;
  private final OptionalLong batch;

  private MemoryStudy(Engine engine, NetRecipe recipe) {
    this.engine = engine;
    this.recipe = recipe;
    OptionalLong[] seen = {OptionalLong.empty()};
    this.programs =
        programs(
            net -> {
              seen[0] = seen[0].isPresent() ? seen[0] : BatchSize.of(net, recipe.phase());
              return net;
            },
            Optional.empty(),
            true);
    this.batch = seen[0];
  }

  /** Studies training, with the nets that test it. */
  public static MemoryStudy of(Engine engine, Located<SolverParameter> solver, NetState state) {
    return new MemoryStudy(engine, NetRecipe.of(solver, state));
  }

  /**
   * Studies a net.
   *
   * @param backward whether it computes gradients
   */
  public static MemoryStudy of(
      Engine engine, Located<NetParameter> net, NetState state, boolean backward) {
    return new MemoryStudy(engine, NetRecipe.of(net, state, backward));
  }

  private List<LoweredProgram> programs(
      UnaryOperator<NetParameter> change, Optional<PoolCapacity> capacity, boolean rewritten) {
    CollectedPrograms collected = new CollectedPrograms(capacity, rewritten);
    try (Engine dry = engine.with(collected)) {
      recipe.make(dry, change);
    }
    return collected.programs();
  }

  /** Returns the programs of the run; their operators cannot be run any more. */
  public List<LoweredProgram> programs() {
    return List.copyOf(programs);
  }

  /** Returns the batch size, when some layer states one. */
  public OptionalLong batch() {
    return batch;
  }

  /** Returns the device memory with which nothing ever leaves, in bytes. */
  public long residentBytes() {
    return footprint(programs);
  }

  /** Returns the smallest pool in which every operator runs without being cut. */
  public long smallestPoolBytes() {
    return neediest().workingSetBytes(alignment());
  }

  /** Returns the operator that needs most memory at once. */
  public LoweredOp neediest() {
    return programs.stream()
        .flatMap(program -> program.ops().stream())
        .max(Comparator.comparingLong(op -> op.workingSetBytes(alignment())))
        .orElseThrow(() -> new IllegalStateException("the net has no operators"));
  }

  /** Returns what each layer needs, in the order of the net. */
  public List<LayerMemory> layers() {
    Map<String, List<Block>> blocks = new LinkedHashMap<>();
    Map<String, Long> needs = new LinkedHashMap<>();
    Set<Block> seen = new LinkedHashSet<>();
    for (LoweredProgram program : programs) {
      for (LoweredOp op : program.ops()) {
        List<Block> own = blocks.computeIfAbsent(op.op().layer(), name -> new ArrayList<>());
        op.accesses().stream().map(BlockAccess::block).filter(seen::add).forEach(own::add);
        needs.merge(op.op().layer(), op.workingSetBytes(alignment()), Math::max);
      }
    }
    return blocks.entrySet().stream()
        .map(e -> new LayerMemory(e.getKey(), e.getValue(), needs.getOrDefault(e.getKey(), 0L)))
        .toList();
  }

  /** Returns the bytes alive during each operator of a program if nothing leaves. */
  public List<Long> liveBytes(LoweredProgram program) {
    Set<Block> persistent = new LinkedHashSet<>();
    for (LoweredProgram each : programs) {
      each.blocks().stream().filter(Block::persistent).forEach(persistent::add);
    }
    return LiveBytes.of(program, persistent);
  }

  /**
   * Plans the programs.
   *
   * @param options which planner, and which blocks may leave
   * @param poolBytes size of the pool
   * @return a plan for each program; empty when the planner moves blocks on demand
   * @throws io.decant.spi.memory.DeviceMemoryExceededException when they cannot run in that pool
   */
  public Optional<List<PlannedProgram>> plan(
      MemoryOptions options, long poolBytes, LinkRates links, OpTimes times) {
    Planner planner = PlannerProvider.find(options);
    if (!planner.plansAhead()) {
      return Optional.empty();
    }
    PoolCapacity pool = new PoolCapacity(slabs(poolBytes), alignment());
    List<LoweredProgram> cut =
        planner.changesPrograms()
            ? programs(net -> net, Optional.of(pool), true)
            : programs(net -> net, Optional.empty(), false);
    PlanRequest request = new PlanRequest(cut, pool.slabs(), alignment(), links, times, poolBytes);
    return planner.plan(request).map(plans -> together(cut, plans));
  }

  private static List<PlannedProgram> together(List<LoweredProgram> programs, List<Plan> plans) {
    List<PlannedProgram> planned = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      planned.add(new PlannedProgram(programs.get(i), plans.get(i)));
    }
    return planned;
  }

  private List<Long> slabs(long poolBytes) {
    DeviceFacts facts = engine.device().facts();
    List<Long> slabs = new ArrayList<>();
    for (long left = poolBytes; left > 0; left -= Math.min(left, facts.allocationLimit())) {
      slabs.add(Math.min(left, facts.allocationLimit()));
    }
    return slabs;
  }

  /**
   * Returns the largest batch size that fits without cutting operators; test nets have none above
   * it.
   *
   * @param poolBytes the device memory there is
   * @param mayLeave whether blocks may leave the device
   * @return empty when no layer states a batch size, or when not even one item fits
   */
  public OptionalLong largestBatch(long poolBytes, boolean mayLeave) {
    if (batch.isEmpty()) {
      return OptionalLong.empty();
    }
    return new LargestBatch(size -> needs(size, mayLeave), poolBytes).find(batch.getAsLong());
  }

  private long needs(long size, boolean mayLeave) {
    List<LoweredProgram> changed =
        programs(
            net -> BatchSize.change(net, recipe.phase(), batch.getAsLong(), size),
            Optional.empty(),
            true);
    return mayLeave
        ? changed.stream()
            .flatMap(program -> program.ops().stream())
            .mapToLong(op -> op.workingSetBytes(alignment()))
            .max()
            .orElse(0)
        : footprint(changed);
  }

  private long footprint(List<LoweredProgram> all) {
    Footprint footprint = new Footprint(alignment());
    all.forEach(footprint::add);
    return footprint.bytes();
  }

  private int alignment() {
    return Math.max(64, engine.device().facts().viewAlignment());
  }
}
