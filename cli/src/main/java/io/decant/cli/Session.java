package io.decant.cli;

import io.decant.api.Decant;
import io.decant.api.DecantConfig;
import io.decant.api.backend.BackendSelection;
import io.decant.api.backend.Backends;
import io.decant.api.backend.DeviceChoice;
import io.decant.api.backend.DeviceRequest;
import io.decant.cli.flag.MemoryFlags;
import io.decant.cli.flag.MemorySize;
import io.decant.cli.flag.Options;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.SolverParameter;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.ComputeMode;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Opens what the flags ask for. */
final class Session {
  private final Options options;

  Session(Options options) {
    this.options = options;
  }

  /** Opens the device for a solver, or for a net when there is none. */
  Decant open(Optional<SolverParameter> solver) {
    return open(solver, memory -> memory);
  }

  /**
   * Opens the device for a solver, or for a net when there is none.
   *
   * @param change changes what the flags say about memory
   */
  Decant open(Optional<SolverParameter> solver, UnaryOperator<MemoryOptions> change) {
    ComputeMode precision = options.precision();
    DeviceRequest request =
        new DeviceRequest(
            Optional.ofNullable(options.backend),
            Optional.ofNullable(options.device),
            Optional.ofNullable(options.gpu),
            solver);
    PrepareOptions prepare = MemoryFlags.prepare(options);
    return Decant.open(
        new DecantConfig(request, change.apply(memory(request)), precision, prepare));
  }

  private MemoryOptions memory(DeviceRequest request) {
    MemoryOptions memory = MemoryFlags.parse(options);
    if (options.deviceMemory == null) {
      return memory;
    }
    MemorySize size = MemorySize.parse("--device_memory", options.deviceMemory);
    if (size.percent() == 0) {
      return memory.withDeviceMemory(size.bytes());
    }
    DeviceChoice choice = new BackendSelection(Backends.find()).choose(request);
    long whole = choice.backend().devices().get(choice.device()).memoryBytes();
    return memory.withDeviceMemory(size.of(whole));
  }

  /** Returns level and stages as the flags give them. */
  NetState state() {
    NetState.Builder state = NetState.newBuilder().addAllStage(Options.list(options.stage));
    if (options.level != 0) {
      state.setLevel(options.level);
    }
    return state.build();
  }
}
