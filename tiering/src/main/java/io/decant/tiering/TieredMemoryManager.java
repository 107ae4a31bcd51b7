package io.decant.tiering;

import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.Footprint;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryForecast;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.memory.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs in less device memory than they have blocks. A program is refused only when a
 * single operator's blocks do not fit beside what may not leave, or the tiers have no room for what
 * may.
 *
 * <p>The pool is as large as the admitted programs can use, within the cap that the user set and
 * the device's memory: small programs leave room for other managers on the device. When a program
 * is admitted that can use more, everything goes to the host once and a larger pool takes its
 * place; where the device lacks that memory, the pool is what the device has left, if every program
 * can run in that. The pool does not shrink before {@link #close}.
 *
 * <p>Programs that are cut are not planned; their blocks are moved on demand.
 */
public final class TieredMemoryManager implements MemoryManager {
  /** 4 MiB: large enough for full speed of disks, small enough for many in flight. */
  private static final int SLOT_BYTES = 1 << 22;

  private static final int MEASURED_RUNS = 3;

  private final MemoryContext context;
  private final DevicePool pool;
  private final Tiers tiers;
  private final CopyEngine copies;
  private final TieredResidency residency;
  private final OpClock clock;
  private final LateRuns late;
  private final Planner planner;
  private final Planning planning;
  private final Traffic traffic = new Traffic();
  private final StallMeter stalls = new StallMeter(traffic);
  private final Link link;
  private @Nullable ExpectedRates rates;
  private boolean closed;

  /** Creates a manager without memory; it allocates when a program is admitted. */
  TieredMemoryManager(MemoryContext context, Planner planner) {
    this(context, planner, Tiers.open(context), SLOT_BYTES);
  }

  /**
   * Creates a manager over certain tiers.
   *
   * @param slotBytes size of the buffers through which unpinned tiers are copied
   */
  TieredMemoryManager(MemoryContext context, Planner planner, Tiers tiers, int slotBytes) {
    this.context = context;
    this.link = new Link(context);
    this.pool = new DevicePool(context.device());
    this.tiers = tiers;
    this.copies = new CopyEngine(context, slotBytes, stalls);
    int measuredRuns = planner.plansAhead() ? MEASURED_RUNS : 0;
    this.clock =
        new OpClock(
            context.streams().compute(),
            OpTimes.guess(context.device().info().kind()),
            measuredRuns,
            delay(),
            System::nanoTime);
    this.late = new LateRuns(measuredLater(), context.streams().compute(), context.listener());
    this.residency =
        new TieredResidency(
            pool,
            copies,
            new BlockMover(pool, tiers, copies, traffic),
            clock,
            traffic,
            context.device().recorder().orElse(null),
            context.listener(),
            late);
    this.planner = planner;
    if (planner.plansAhead()) {
      residency.onMeasured(
          () -> {
            late.remeasured();
            plan(false);
          });
      residency.onRun(this::correct);
    }
    this.planning = new Planning(planner, residency, clock, context.listener());
  }

  private LateRuns.Measured measuredLater() {
    if (context.device().recorder().isPresent()) {
      return LateRuns.Measured.REPLAYED;
    }
    return isGraphics() ? LateRuns.Measured.ENQUEUED : LateRuns.Measured.NONE;
  }

  private boolean isGraphics() {
    return context.device().info().kind() == DeviceInfo.Kind.GPU;
  }

  /** Processors that run what they enqueue do not wait for themselves. */
  private OpClock.Delay delay() {
    return isGraphics() ? new Ballast(pool, copies.compute()) : nanos -> {};
  }

  @Override
  public boolean changesPrograms() {
    return planner.changesPrograms();
  }

  @Override
  public Optional<PoolCapacity> capacity() {
    if (!planner.changesPrograms()) {
      return Optional.empty();
    }
    double free = 1 - context.options().largeModelSupport().fraction();
    return Optional.of(capacityOf(limit()).times(free));
  }

  private PoolCapacity capacityOf(long bytes) {
    return new PoolCapacity(
        Arrays.stream(pool.slabSizes(bytes)).boxed().toList(), pool.alignment());
  }

  @Override
  public Schedule admit(LoweredProgram program) {
    if (closed) {
      throw new IllegalStateException("the memory manager was closed");
    }
    List<LoweredProgram> programs = new ArrayList<>(residency.programs());
    programs.add(program);
    long limit = limit();
    refuseWhatDoesNotFit(program, limit);
    Footprint footprint = new Footprint(pool.alignment());
    programs.forEach(footprint::add);
    long most = pool.floor(limit);
    boolean tiled = programs.stream().anyMatch(LoweredProgram::isTiled);
    long wanted = tiled ? most : Math.min(most, Math.max(pool.alignment(), footprint.bytes()));
    boolean grows = wanted > pool.bytes() || !fit(programs, pool.bytes());
    if (grows) {
      grow(program, programs, fit(programs, wanted) ? wanted : most);
    }
    boolean leaves = tiled || footprint.bytes() > pool.bytes();
    Leaving leaving = Leaving.of(leaves ? programs : List.of(), planner.managed(programs, limit));
    tiers.require(leaving.bytes(), leaving.largest());
    if (planner.plansAhead() && (grows || rates == null) && pool.isIdle()) {
      rates = measure(leaving);
    }
    residency.add(program);
    boolean onDemand = program.program().isCut() && planner.plansAhead();
    Schedule schedule = onDemand ? Schedule.inOrder(program) : planning.add(program);
    try {
      if (grows || !onDemand) {
        plan(true);
      }
    } catch (RuntimeException e) {
      dismiss(program);
      throw e;
    }
    return schedule;
  }

  /**
   * Plans all programs anew.
   *
   * @param provisional whether operators of some are about to be measured
   */
  private void plan(boolean provisional) {
    List<Long> sizes = pool.slabs().stream().map(DeviceSlab::bytes).toList();
    if (!planner.plansAhead() && !sizes.isEmpty()) {
      planning.moveOnDemand(sizes, pool.alignment(), limit());
    } else if (rates != null) {
      planning.plan(sizes, pool.alignment(), rates, limit(), provisional);
    }
  }

  /** Plans anew where the replays of a program take longer or less than planned. */
  private void correct(LoweredProgram program) {
    PlanForecast forecast = planning.forecast(program);
    ExpectedRates assumed = rates;
    if (forecast != null && assumed != null) {
      late.correction(program, forecast, assumed.now())
          .ifPresent(
              found -> {
                assumed.slowDown(found.link());
                assumed.contend(found.contention());
                clock.shorten(program, found.operator());
                plan(false);
              });
    }
  }

  /** Measures the link and what is behind it, while nothing is in the pool. */
  private ExpectedRates measure(Leaving leaving) {
    DeviceSlab slab = pool.slabs().get(0);
    return new TierProbe(copies, slab).measure(link.rates(slab), tiers, leaving.bytes());
  }

  @Override
  public void dismiss(LoweredProgram program) {
    planning.remove(program);
    residency.remove(program);
  }

  @Override
  public void release(Block persistent) {
    residency.release(persistent);
  }

  @Override
  public ResidencyManager residency() {
    return residency;
  }

  @Override
  public MemoryTraffic traffic() {
    stalls.collect();
    return traffic.total(pool.peak());
  }

  @Override
  public Optional<MemoryForecast> forecast() {
    List<LoweredProgram> programs = planning.programs();
    Set<Block> blocks = new HashSet<>();
    programs.forEach(program -> blocks.addAll(program.blocks()));
    Set<Block> managed = new HashSet<>(planner.managed(programs, limit()));
    blocks.removeIf(block -> block.window() != null);
    managed.removeIf(block -> block.window() != null);
    return Optional.of(
        new MemoryForecast(
            context.options().planner(),
            context.options().largeModelSupport(),
            limit(),
            blocks.size(),
            bytes(blocks),
            managed.size(),
            bytes(managed),
            tiers.capacities(),
            tiers.used(),
            planning.forecasts()));
  }

  private static long bytes(Set<Block> blocks) {
    return blocks.stream().mapToLong(Block::bytes).sum();
  }

  /** Returns the plan that a schedule follows; null when blocks are moved on demand. */
  @Nullable Plan plan(Schedule schedule) {
    return planning.plan(schedule);
  }

  /** Returns the bytes of each tier that blocks have, by the names of the tiers. */
  Map<String, Long> tierBytes() {
    return tiers.used();
  }

  /** Returns how many blocks have storage in stripes. */
  int stripedBlocks() {
    return tiers.striped();
  }

  /** Returns the bytes of the pool that blocks have. */
  long usedBytes() {
    return pool.used();
  }

  /** Returns the size of the pool in bytes. */
  long poolBytes() {
    return pool.bytes();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Failures failures = new Failures();
    failures.attempt(clock::close);
    failures.attempt(copies::finish);
    residency.clear();
    failures.attempt(tiers::close);
    failures.attempt(pool::close);
    failures.throwFirst();
  }

  private long limit() {
    return context.options().poolBytes(context.device().facts());
  }

  private boolean fit(List<LoweredProgram> programs, long bytes) {
    PoolCapacity capacity = capacityOf(bytes);
    return programs.stream().flatMap(program -> program.ops().stream()).allMatch(capacity::holds);
  }

  private void grow(LoweredProgram program, List<LoweredProgram> programs, long bytes) {
    long before = pool.bytes();
    residency.evictAll();
    copies.waitForAll();
    try {
      pool.resize(bytes);
    } catch (OutOfDeviceMemoryException e) {
      long left = e.availableBytes();
      context
          .listener()
          .info(e.getMessage() + "; large-model support makes do with " + left + " bytes");
      if (left >= bytes || !fit(programs, left)) {
        restore(before, e);
        refuseWhatDoesNotFit(program, left);
        throw e;
      }
      pool.resize(left);
    }
  }

  private void restore(long bytes, RuntimeException cause) {
    if (bytes > 0) {
      try {
        pool.resize(bytes);
      } catch (OutOfDeviceMemoryException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private void refuseWhatDoesNotFit(LoweredProgram program, long limit) {
    new FitCheck(pool.alignment(), context.device().facts().allocationLimit())
        .refuse(program, capacityOf(limit), limit);
  }
}
