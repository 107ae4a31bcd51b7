package io.decant.api.engine;

import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.rewrite.Fusion;
import io.decant.spi.rewrite.Rewrite;
import io.decant.spi.run.FallbackListener;

/**
 * What an engine is opened with.
 *
 * @param backend whose device
 * @param device index of the device within its backend
 * @param context what the backend works with; its memory limit is that of {@code memory}
 * @param memory what the user asked for
 * @param prepare how operators are prepared
 * @param precision the arithmetic of matrix products and convolutions; where the device does not
 *     have it they are computed in float32, and the log says so
 * @param rewrite what becomes of programs before they are lowered
 * @param fallbacks learns which operators are decomposed
 */
public record EngineConfig(
    BackendProvider backend,
    int device,
    BackendContext context,
    MemoryOptions memory,
    PrepareOptions prepare,
    ComputeMode precision,
    Rewrite rewrite,
    FallbackListener fallbacks) {
  /** Matrix products and convolutions in float32. */
  public EngineConfig(
      BackendProvider backend,
      int device,
      BackendContext context,
      MemoryOptions memory,
      PrepareOptions prepare,
      FallbackListener fallbacks) {
    this(backend, device, context, memory, prepare, ComputeMode.FLOAT32, fallbacks);
  }

  /** Operators are fused. */
  public EngineConfig(
      BackendProvider backend,
      int device,
      BackendContext context,
      MemoryOptions memory,
      PrepareOptions prepare,
      ComputeMode precision,
      FallbackListener fallbacks) {
    this(backend, device, context, memory, prepare, precision, Fusion.ALL, fallbacks);
  }
}
