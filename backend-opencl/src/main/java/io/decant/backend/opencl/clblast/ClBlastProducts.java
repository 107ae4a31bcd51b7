package io.decant.backend.opencl.clblast;

import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jocl.blast.CLBlast;
import org.jocl.blast.CLBlastPrecision;

/**
 * The products of one device that CLBlast computes. Which those are follows from the device and the
 * configuration when it is opened. Thread-safe.
 */
public final class ClBlastProducts implements AutoCloseable {
  private final GemmDevice device;
  private final GemmChoice choice;
  private final GemmParameters parameters;
  private final Set<ComputeMode> modes;
  private final BackendListener listener;
  private final AtomicBoolean saidThatOneIsLeft = new AtomicBoolean();

  private ClBlastProducts(
      GemmDevice device,
      GemmChoice choice,
      GemmParameters parameters,
      Set<ComputeMode> modes,
      BackendListener listener) {
    this.device = device;
    this.choice = choice;
    this.parameters = parameters;
    this.modes = modes;
    this.listener = listener;
  }

  /**
   * Opens CLBlast for a device; where it is wanted but cannot be loaded, no product is its own, and
   * the log says so.
   *
   * @param kind what the device is
   * @param modes the arithmetics that Decant's own kernels have on it
   * @throws IllegalArgumentException when the configuration is wrong
   * @throws io.decant.spi.device.DeviceException when CLBlast does not accept the parameters
   */
  public static ClBlastProducts open(
      GemmDevice device, DeviceInfo.Kind kind, Set<ComputeMode> modes, BackendContext context) {
    Optional<String> asked = context.property(GemmChoice.PROPERTY);
    GemmChoice choice = GemmChoice.of(asked, kind, modes);
    Optional<GemmParameters> given =
        context.property(GemmParameters.PROPERTY).map(GemmParameters::parse);
    GemmParameters parameters =
        given.orElse(kind == DeviceInfo.Kind.CPU ? GemmParameters.CPU : GemmParameters.OF_CLBLAST);
    if (choice != GemmChoice.NONE) {
      Optional<String> failure = ClBlastLibrary.failure();
      if (failure.isPresent()) {
        say(
            context.listener(),
            asked.isPresent(),
            "CLBlast cannot be loaded (" + failure.get() + "); own kernels compute all products");
        choice = GemmChoice.NONE;
      } else {
        override(device, parameters);
      }
    }
    return new ClBlastProducts(device, choice, parameters, modes, context.listener());
  }

  private static void say(BackendListener listener, boolean asked, String what) {
    if (asked) {
      listener.warning("opencl: " + what);
    } else {
      listener.info("opencl: " + what);
    }
  }

  /** CLBlast keeps parameters for the device as long as the process runs. */
  private static void override(GemmDevice device, GemmParameters parameters) {
    parameters
        .replacements()
        .forEach(
            (part, values) -> {
              String[] names = values.keySet().toArray(String[]::new);
              ClBlastStatus.check(
                  CLBlast.CLBlastOverrideParameters(
                      device.id(),
                      part,
                      CLBlastPrecision.CLBlastPrecisionSingle,
                      names.length,
                      names,
                      values.values().stream().mapToLong(Long::longValue).toArray()),
                  device.name(),
                  "the use of parameters for " + part);
            });
  }

  /** Prepares a product; empty for all that Decant's own kernels are to compute. */
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    if (!(spec instanceof Gemm gemm) || !choice.wants(gemm)) {
      return Optional.empty();
    }
    boolean direct = !GemmChoice.isAtLeast(gemm, parameters.leastIndirect());
    Optional<String> obstacle = obstacle(gemm);
    if (obstacle.isEmpty()) {
      GemmExecutable executable =
          new GemmExecutable(
              device,
              gemm,
              direct ? 0 : parameters.temporaryElements(gemm.n(), gemm.m(), gemm.k()));
      if (executable.workspaceBytes() <= options.workspaceLimit()) {
        return Optional.of(executable);
      }
      obstacle =
          Optional.of(
              "it needs a workspace of "
                  + executable.workspaceBytes()
                  + " bytes, the limit is "
                  + options.workspaceLimit());
    }
    if (!saidThatOneIsLeft.getAndSet(true)) {
      listener.info(
          "opencl: some products are left to own kernels, the first "
              + gemm
              + ": "
              + obstacle.get());
    }
    return Optional.empty();
  }

  private Optional<String> obstacle(Gemm gemm) {
    if (gemm.batch() == 0 || gemm.m() == 0 || gemm.n() == 0 || gemm.k() == 0) {
      return Optional.of("CLBlast refuses empty matrices");
    }
    if (gemm.batch() > 1 && gemm.c().batchStride() == 0) {
      return Optional.of("CLBlast does not sum the products of a batch");
    }
    if (gemm.mode() != ComputeMode.FLOAT32 && modes.contains(gemm.mode())) {
      return Optional.of("CLBlast knows float32 only");
    }
    for (Operand operand : gemm.operands()) {
      if (operand.tensor().extentBytes() / Float.BYTES > Integer.MAX_VALUE) {
        return Optional.of("CLBlast counts elements in 32 bits");
      }
    }
    return Optional.empty();
  }

  /**
   * Releases what CLBlast compiled, which holds the device's context. It cannot do so for one
   * device alone: others that are open compile once more.
   */
  @Override
  public void close() {
    if (choice != GemmChoice.NONE) {
      CLBlast.CLBlastClearCache();
    }
  }
}
