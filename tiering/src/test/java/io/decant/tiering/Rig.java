package io.decant.tiering;

import io.decant.api.memory.ResidentMemoryManagerProvider;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Streams;
import io.decant.spi.run.Executor;
import io.decant.spi.run.Lowering;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/** A CPU device with everything that it takes to run programs on it under a memory manager. */
final class Rig implements AutoCloseable {
  final TestContext context;
  final Device device;
  final Streams streams;
  final Lowering lowering;
  final MemoryManager manager;
  final Executor executor;

  Rig(
      TestContext context,
      MemoryOptions options,
      MemoryManagerProvider managers,
      UnaryOperator<Device> wrapping) {
    this.context = context;
    this.device = wrapping.apply(cpu().open(0, context));
    this.streams = Streams.of(device);
    this.lowering = new Lowering(device, PrepareOptions.DEFAULT, spec -> {});
    this.manager = managers.open(new MemoryContext(device, streams, options, context));
    this.executor = new Executor(device, streams, manager.residency());
  }

  static Rig lru(long deviceMemory, MemoryOptions options) {
    return managed(deviceMemory, options.withPlanner("lru"));
  }

  static Rig managed(long deviceMemory, MemoryOptions options) {
    return new Rig(
        new TestContext(deviceMemory),
        options.largeModelSupport().enabled() ? options : options.with(LargeModelSupport.AUTO),
        new TieredMemoryManagerProvider(),
        device -> device);
  }

  static Rig lru(long deviceMemory) {
    return lru(deviceMemory, MemoryOptions.DEFAULT);
  }

  static Rig resident() {
    return new Rig(
        new TestContext(1L << 30),
        MemoryOptions.DEFAULT,
        new ResidentMemoryManagerProvider(),
        device -> device);
  }

  static BackendProvider cpu() {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("cpu"))
        .findFirst()
        .orElseThrow();
  }

  TieredMemoryManager tieredManager() {
    return (TieredMemoryManager) manager;
  }

  /** Returns the bytes that blocks have of all tiers below the device. */
  long hostBytes() {
    return tieredManager().tierBytes().values().stream().mapToLong(Long::longValue).sum();
  }

  Schedule admit(Program program) {
    return manager.admit(lowering.lower(program));
  }

  /** Admits a program whose operators are cut to fit a pool of as many bytes. */
  Schedule admitTiled(Program program, long bytes) {
    return manager.admit(lowering.lower(program, new PoolCapacity(List.of(bytes), 64)));
  }

  float[] read(Region region) {
    int count = Math.toIntExact(region.tensor().shape().count());
    try (HostMemory memory = HostMemory.allocate(Math.max(1, 4L * count))) {
      manager.residency().read(region, memory, 0);
      float[] values = new float[count];
      memory.slice(0, 4 * count).asFloatBuffer().get(values);
      return values;
    }
  }

  void write(Region region, float... values) {
    try (HostMemory memory = HostMemory.allocate(Math.max(1, 4L * values.length))) {
      memory.slice(0, 4 * values.length).asFloatBuffer().put(values);
      manager.residency().write(region, memory, 0);
    }
  }

  @Override
  public void close() {
    try (device;
        streams;
        lowering;
        manager;
        executor) {
      streams.compute().flush();
    }
  }
}
