package example.kernel;

import io.decant.kernels.BoundKernel;
import io.decant.kernels.Buffer;
import io.decant.kernels.Grid;
import io.decant.kernels.Scalar;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import java.nio.LongBuffer;
import java.util.List;

/** A function with its grid and scalars. The device keeps the function loaded. */
final class CcKernel implements BoundKernel {
  private final CcDevice device;
  private final String name;
  private final long function;
  private final Grid grid;
  private final long[] scalars;
  private volatile boolean closed;

  CcKernel(CcDevice device, String name, long function, Grid grid, List<Scalar> scalars) {
    this.device = device;
    this.name = name;
    this.function = function;
    this.grid = grid;
    this.scalars = scalars.stream().mapToLong(CcKernel::bits).toArray();
  }

  private static long bits(Scalar scalar) {
    if (scalar instanceof Scalar.Float32 number) {
      return Float.floatToRawIntBits(number.value());
    }
    return scalar instanceof Scalar.Int32 number ? number.value() : ((Scalar.Int64) scalar).value();
  }

  @Override
  public void enqueue(DeviceStream stream, List<Buffer> buffers) {
    if (closed) {
      throw new IllegalStateException("the kernel " + name + " was closed");
    }
    List<CcSlab> slabs = buffers.stream().map(buffer -> device.own(buffer.slab())).toList();
    device.own(stream).enqueue(name, slabs, addresses -> launch(addresses, buffers));
  }

  private void launch(long[] addresses, List<Buffer> buffers) {
    int count = 3 + addresses.length + scalars.length;
    try (HostMemory arguments = HostMemory.allocate((long) count * Long.BYTES)) {
      LongBuffer target = arguments.slice(0, count * Long.BYTES).asLongBuffer();
      target.put(grid.groupsX()).put(grid.groupsY()).put(grid.groupsZ());
      for (int i = 0; i < addresses.length; i++) {
        target.put(addresses[i] + buffers.get(i).offset());
      }
      target.put(scalars);
      Bridge.launch(function, arguments.address());
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
