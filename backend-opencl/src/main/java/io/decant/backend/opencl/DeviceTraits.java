package io.decant.backend.opencl;

import io.decant.backend.opencl.call.DeviceQuery;
import io.decant.backend.opencl.platform.FoundDevice;
import io.decant.kernels.Dialect;
import io.decant.kernels.KernelTraits;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.op.DType;
import java.util.Set;
import org.jocl.CL;

/** What a device can do, in the terms of the SPI and of the kernels. */
final class DeviceTraits {
  static final String LARGEST_GROUP = "decant.opencl.largest_group";

  /** The kind of device that kernels are shaped for, in place of the device's own: for tests. */
  static final String SHAPED_FOR = "decant.opencl.shaped_for";

  private static final int MOST_WORK_ITEMS = 65536;
  private static final int LEAST_ALIGNMENT = 64;
  private static final String NVIDIA = "NVIDIA CUDA";

  /** Of cl_nv_device_attribute_query: how many copies run beside compute. */
  private static final int NVIDIA_COPY_ENGINES = 0x4007;

  /** Of cl_nv_device_attribute_query: the first number of the compute capability. */
  private static final int NVIDIA_CAPABILITY = 0x4000;

  /** The capability from which on the assembly of the kernels is known: matrix units, copies. */
  private static final int AMPERE = 8;

  private DeviceTraits() {}

  @SuppressWarnings("deprecation") // OpenCL 2.0 tells it in another way, 1.2 only in this one
  static DeviceFacts facts(FoundDevice device, BackendContext context) {
    DeviceQuery query = device.query();
    long memory =
        Math.min(
            query.number(CL.CL_DEVICE_GLOBAL_MEM_SIZE),
            context.memoryLimit().orElse(Long.MAX_VALUE));
    return new DeviceFacts(
        memory,
        Math.min(memory, query.number(CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE)),
        alignment(query),
        query.number(CL.CL_DEVICE_HOST_UNIFIED_MEMORY) != 0,
        (int) query.numberOr(NVIDIA_COPY_ENGINES, 1),
        Set.of(DType.FLOAT32, DType.INT32));
  }

  /** The driver tells bits. */
  private static int alignment(DeviceQuery query) {
    long bytes = query.number(CL.CL_DEVICE_MEM_BASE_ADDR_ALIGN) / Byte.SIZE;
    return (int) Long.highestOneBit(Math.max(LEAST_ALIGNMENT, bytes));
  }

  static KernelTraits kernels(FoundDevice device, DeviceInfo.Kind kind, BackendContext context) {
    DeviceQuery query = device.query();
    long largest = query.number(CL.CL_DEVICE_MAX_WORK_GROUP_SIZE);
    long cap = context.property(LARGEST_GROUP).map(DeviceTraits::parseGroup).orElse(largest);
    return new KernelTraits(
        Dialect.OPENCL,
        context.property(SHAPED_FOR).map(DeviceTraits::parseKind).orElse(kind),
        (int) query.number(CL.CL_DEVICE_MAX_COMPUTE_UNITS),
        (int) Math.min(MOST_WORK_ITEMS, Math.min(largest, cap)),
        query.number(CL.CL_DEVICE_LOCAL_MEM_SIZE),
        device.platformName().equals(NVIDIA) && query.numberOr(NVIDIA_CAPABILITY, 0) >= AMPERE);
  }

  private static DeviceInfo.Kind parseKind(String value) {
    return switch (value.trim()) {
      case "cpu" -> DeviceInfo.Kind.CPU;
      case "gpu" -> DeviceInfo.Kind.GPU;
      default ->
          throw new IllegalArgumentException(
              SHAPED_FOR + " is '" + value + "'; cpu or gpu is needed");
    };
  }

  private static long parseGroup(String value) {
    if (!value.trim().matches("[1-9][0-9]{0,4}")
        || Integer.parseInt(value.trim()) > MOST_WORK_ITEMS) {
      throw new IllegalArgumentException(
          LARGEST_GROUP
              + " is '"
              + value
              + "'; a number from 1 to "
              + MOST_WORK_ITEMS
              + " is needed");
    }
    return Long.parseLong(value.trim());
  }
}
