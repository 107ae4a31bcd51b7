package io.decant.api.engine;

import io.decant.spi.device.Device;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Streams;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.rewrite.Rewrite;
import io.decant.spi.run.Executor;
import io.decant.spi.run.Lowering;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An open device with its streams, its memory manager and the executor: what nets run on. Several
 * nets may share one. Used by one thread at a time; the owner closes it after its nets.
 */
public final class Engine implements AutoCloseable {
  /** Elements that are staged at once when host arrays are copied: 16 MiB. */
  private static final int STAGE = 1 << 22;

  private final EngineConfig config;
  private final Device device;
  private final MemoryOptions memory;
  private final ComputeMode precision;
  private final Streams streams;
  private final TilingLog tilings;
  private final Rewrite rewrite;
  private final Lowering lowering;
  private final MemoryManager manager;
  private final Executor executor;
  private @Nullable HostMemory stage;
  private final boolean guest;
  private boolean closed;

  private Engine(EngineConfig config, Device device) {
    this(config, device, Streams.of(device), null);
  }

  private Engine(
      EngineConfig config, Device device, Streams streams, @Nullable MemoryManager known) {
    this.config = config;
    this.device = device;
    this.memory = config.memory();
    this.streams = streams;
    this.guest = known != null;
    this.tilings = new TilingLog(config.context().listener());
    PrepareOptions prepare = config.prepare();
    this.precision = Precision.inForce(config.precision(), device);
    this.rewrite =
        Rewrite.inOrder(
            List.of(
                config.rewrite(),
                LayoutPolicy.of(config.context(), device, prepare.on(device), precision)));
    this.lowering = new Lowering(device, prepare, precision, config.fallbacks(), tilings);
    this.manager = known != null ? known : manager(config, device, streams);
    this.executor = new Executor(device, streams, manager.residency());
  }

  /**
   * Opens a device.
   *
   * @throws io.decant.spi.device.BackendUnavailableException when the backend cannot be used
   */
  public static Engine open(EngineConfig config) {
    Device device = config.backend().open(config.device(), config.context());
    try {
      Precision.log(config.precision(), device, config.context().listener());
      return new Engine(config, device);
    } catch (RuntimeException e) {
      device.close();
      throw e;
    }
  }

  /**
   * Returns an engine on the same device and streams whose memory another manager manages. Close it
   * first; that closes the manager, but neither device nor streams.
   */
  public Engine with(MemoryManager other) {
    return new Engine(config, device, streams, other);
  }

  /**
   * Returns an engine on the same device and streams whose memory is managed as other options say.
   * Close it first; that closes neither device nor streams.
   */
  public Engine with(MemoryOptions other) {
    return with(other, (context, manager) -> manager);
  }

  /**
   * Returns an engine on the same device and streams whose memory is managed as other options say,
   * by what {@code change} makes of the manager that serves them, which it owns from then on. Close
   * it first; that closes neither device nor streams.
   */
  public Engine with(
      MemoryOptions other, BiFunction<MemoryContext, MemoryManager, MemoryManager> change) {
    EngineConfig changed =
        new EngineConfig(
            config.backend(),
            config.device(),
            config.context(),
            other,
            config.prepare(),
            config.precision(),
            config.rewrite(),
            config.fallbacks());
    MemoryContext context = memoryContext(changed, device, streams);
    return new Engine(
        changed, device, streams, change.apply(context, MemoryManagers.find(other).open(context)));
  }

  private static MemoryContext memoryContext(EngineConfig config, Device device, Streams streams) {
    return new MemoryContext(
        device,
        streams,
        config.memory(),
        config.context().listener(),
        () -> Optional.of(config.context().cacheDirectory()));
  }

  private static MemoryManager manager(EngineConfig config, Device device, Streams streams) {
    return MemoryManagers.find(config.memory()).open(memoryContext(config, device, streams));
  }

  /** Returns the device. */
  public Device device() {
    return device;
  }

  /** Returns the arithmetic of matrix products and convolutions. */
  public ComputeMode precision() {
    return precision;
  }

  /** Returns what the user asked for. */
  public MemoryOptions memory() {
    return memory;
  }

  /** Returns who manages device memory. */
  public MemoryManager memoryManager() {
    return manager;
  }

  /**
   * Returns whether operators run in parts, since they exceed the device's memory, so that results
   * may differ in rounding from those of a run with more of it.
   */
  public boolean runsOperatorsInParts() {
    return tilings.changesNumerics();
  }

  /** Returns what runs schedules. */
  public Executor executor() {
    return executor;
  }

  /**
   * Rewrites a program, prepares it for the device and finds room for it.
   *
   * @throws io.decant.spi.memory.DeviceMemoryExceededException when it cannot run in the memory
   *     there is
   */
  public Schedule admit(Program program) {
    Program rewritten = manager.changesPrograms() ? rewrite.apply(program) : program;
    LoweredProgram lowered =
        manager
            .capacity()
            .map(capacity -> lowering.lower(rewritten, capacity))
            .orElseGet(() -> lowering.lower(rewritten));
    try {
      return manager.admit(lowered);
    } catch (RuntimeException e) {
      lowering.release(lowered);
      throw e;
    }
  }

  /** Waits for the device, then gives up the room and the executables of a program. */
  public void dismiss(Schedule schedule) {
    executor.synchronize();
    manager.dismiss(schedule.program());
    executor.forget(schedule.program());
    lowering.release(schedule.program());
  }

  /** Reads a dense float32 region into an array and waits for it. */
  public float[] read(Region region) {
    float[] values = new float[Math.toIntExact(region.tensor().shape().count())];
    read(region, FloatBuffer.wrap(values));
    return values;
  }

  /**
   * Reads as many elements of a dense float32 region as the buffer has room for, and waits for
   * them.
   */
  public void read(Region region, FloatBuffer target) {
    long first = 0;
    while (target.hasRemaining()) {
      int count = Math.min(STAGE, target.remaining());
      manager.residency().read(part(region, first, count), stage(), 0);
      target.put(stage().slice(0, 4 * count).asFloatBuffer());
      first += count;
    }
  }

  /** Writes the buffer's elements to the start of a dense float32 region. */
  public void write(Region region, FloatBuffer values) {
    long first = 0;
    while (values.hasRemaining()) {
      int count = Math.min(STAGE, values.remaining());
      FloatBuffer chunk = values.slice(values.position(), count);
      stage().slice(0, 4 * count).asFloatBuffer().put(chunk);
      values.position(values.position() + count);
      manager.residency().write(part(region, first, count), stage(), 0);
      first += count;
    }
  }

  /**
   * Gives up the memory of a tensor's value where that outlives programs; its contents are lost.
   */
  public void release(Tensor tensor) {
    Block persistent = tensor.value().persistentBlock();
    if (persistent != null) {
      manager.release(persistent);
    }
  }

  private static Region part(Region region, long first, int count) {
    return new Region(region.block(), region.offset() + 4 * first, TensorSpec.float32(count));
  }

  private HostMemory stage() {
    if (stage == null) {
      stage = device.allocatePinned(4L * STAGE);
    }
    return stage;
  }

  /** Waits for the device, then closes everything. Harmless when closed already. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (guest) {
      closeOwn();
      return;
    }
    try (device;
        streams) {
      closeOwn();
    }
  }

  private void closeOwn() {
    try (lowering;
        manager;
        executor) {
      if (stage != null) {
        stage.close();
      }
    }
  }
}
