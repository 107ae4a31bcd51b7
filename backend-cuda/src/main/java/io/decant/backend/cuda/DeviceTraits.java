package io.decant.backend.cuda;

import io.decant.backend.cuda.platform.DeviceQuery;
import io.decant.kernels.Dialect;
import io.decant.kernels.KernelTraits;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.op.DType;
import java.util.Set;
import jcuda.driver.CUdevice_attribute;

/** What a device can do, in the terms of the SPI and of the kernels. */
final class DeviceTraits {
  /** What the driver aligns allocations to; libraries want 16 at most. */
  private static final int ALIGNMENT = 256;

  /** The capability from which on the assembly of the kernels is known: matrix units, copies. */
  private static final int AMPERE = 8;

  private DeviceTraits() {}

  static DeviceFacts facts(DeviceQuery query, BackendContext context) {
    long memory = Math.min(query.memoryBytes(), context.memoryLimit().orElse(Long.MAX_VALUE));
    return new DeviceFacts(
        memory,
        memory,
        ALIGNMENT,
        query.number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_INTEGRATED) != 0,
        query.number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_ASYNC_ENGINE_COUNT),
        Set.of(DType.FLOAT32, DType.INT32));
  }

  static KernelTraits kernels(DeviceQuery query) {
    return new KernelTraits(
        Dialect.CUDA,
        DeviceInfo.Kind.GPU,
        query.number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT),
        query.number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK),
        query.number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK),
        query.capability().major() >= AMPERE);
  }
}
