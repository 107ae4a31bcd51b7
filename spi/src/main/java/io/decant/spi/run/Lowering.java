package io.decant.spi.run;

import io.decant.spi.device.Device;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.ProductOp;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prepares programs for a device: every operator gets its executable; one that the device does not
 * know is replaced by its decomposition. Products are computed in one arithmetic. Operators that
 * are equal share an executable. Not thread-safe; closing it closes the executables.
 */
public final class Lowering implements AutoCloseable {
  private final Device device;
  private final FallbackListener fallbacks;
  private final TilingListener tilings;
  private final ComputeMode products;
  private final PreparedOps prepared;
  private final IdentityHashMap<LoweredProgram, Set<PreparedOps.Request>> requests =
      new IdentityHashMap<>();

  /** Creates a lowering for a device. */
  public Lowering(Device device, PrepareOptions options, FallbackListener fallbacks) {
    this(device, options, ComputeMode.FLOAT32, fallbacks, (op, axes, tiles) -> {});
  }

  /**
   * Creates a lowering for a device that also says which operators it cuts.
   *
   * @param options how operators are prepared; where the limit of workspaces is left to the device,
   *     an operator whose blocks fit the pool gets what they leave before it is cut
   * @param products the arithmetic of the products that programs ask for, whichever they name
   */
  public Lowering(
      Device device,
      PrepareOptions options,
      ComputeMode products,
      FallbackListener fallbacks,
      TilingListener tilings) {
    this.device = device;
    this.products = products;
    this.fallbacks = fallbacks;
    this.tilings = tilings;
    this.prepared = new PreparedOps(device, options);
  }

  /**
   * Lowers a program. Its executables stay until it is {@link #release released}.
   *
   * @throws IllegalStateException when the device lacks a mandatory operator
   */
  public LoweredProgram lower(Program program) {
    return lowerWithin(program, null);
  }

  /**
   * Lowers a program; an operator whose blocks exceed the pool is cut into tiles, or, where none of
   * its axes makes them small enough, replaced by its decomposition, whose operators are treated
   * alike. What cannot be cut stays as it is. Executables stay until the program is {@link #release
   * released}.
   *
   * @param capacity of the pool; shapes and this alone decide how operators are cut
   * @throws IllegalStateException when the device lacks a mandatory operator
   */
  public LoweredProgram lower(Program program, PoolCapacity capacity) {
    return lowerWithin(program, capacity);
  }

  private LoweredProgram lowerWithin(Program program, @Nullable PoolCapacity capacity) {
    ProgramLowering lowering = new ProgramLowering(device, prepared, fallbacks, tilings, capacity);
    try {
      program.ops().forEach(op -> lowering.add(inMode(op)));
    } catch (RuntimeException e) {
      prepared.release(lowering.requests());
      throw e;
    }
    LoweredProgram lowered =
        new LoweredProgram(program, lowering.ops().withAccesses(program.retained()));
    requests.put(lowered, lowering.requests());
    return lowered;
  }

  private ProgramOp inMode(ProgramOp op) {
    return op.spec() instanceof ProductOp product && product.mode() != products
        ? new ProgramOp(product.withMode(products), op.operands(), op.layer(), op.direction())
        : op;
  }

  /**
   * Closes the executables that no other lowered program uses. Nothing of the program may be
   * running. Does nothing for a program that was released before.
   */
  public void release(LoweredProgram program) {
    Set<PreparedOps.Request> used = requests.remove(program);
    if (used != null) {
      prepared.release(used);
    }
  }

  @Override
  public void close() {
    prepared.close();
    requests.clear();
  }
}
