package io.decant.backend.cuda;

import io.decant.kernels.BoundKernel;
import io.decant.kernels.Buffer;
import io.decant.kernels.Grid;
import io.decant.kernels.Scalar;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.support.Handle;
import java.util.List;
import jcuda.driver.CUfunction;
import jcuda.driver.JCudaDriver;

/** A function with its arguments. A launch copies them, so the next may change them. */
final class CudaKernel implements BoundKernel {
  private final CudaDevice device;
  private final String name;
  private final CUfunction function;
  private final Grid grid;
  private final Handle<ArgumentBlock> arguments;

  CudaKernel(
      CudaDevice device,
      CUfunction function,
      String name,
      Grid grid,
      int buffers,
      List<Scalar> scalars) {
    this.device = device;
    this.name = name;
    this.function = function;
    this.grid = grid;
    this.arguments =
        new Handle<>(
            new ArgumentBlock(buffers, scalars), "the kernel " + name, ArgumentBlock::close);
  }

  @Override
  public void enqueue(DeviceStream stream, List<Buffer> buffers) {
    CudaStream target = device.own(stream);
    ArgumentBlock block = arguments.acquire();
    try (HeldSlabs held = new HeldSlabs(buffers.size())) {
      if (buffers.size() != block.buffers()) {
        throw new IllegalArgumentException(
            "the kernel "
                + name
                + " has "
                + block.buffers()
                + " buffers, "
                + buffers.size()
                + " given");
      }
      for (Buffer buffer : buffers) {
        held.add(device.own(buffer.slab()), buffer.offset());
      }
      launch(target, block, held.addresses());
    } finally {
      arguments.release();
    }
  }

  private synchronized void launch(CudaStream target, ArgumentBlock block, long[] addresses) {
    for (int i = 0; i < addresses.length; i++) {
      block.setBuffer(i, addresses[i]);
    }
    target.enqueue(
        name,
        on ->
            JCudaDriver.cuLaunchKernel(
                function,
                (int) grid.groupsX(),
                (int) grid.groupsY(),
                (int) grid.groupsZ(),
                grid.sizeX(),
                grid.sizeY(),
                grid.sizeZ(),
                0,
                on,
                block.pointer(),
                null));
  }

  @Override
  public void close() {
    arguments.close();
  }
}
