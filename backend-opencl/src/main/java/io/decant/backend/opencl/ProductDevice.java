package io.decant.backend.opencl;

import io.decant.backend.opencl.clblast.GemmDevice;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import java.util.function.Consumer;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_device_id;
import org.jocl.cl_mem;

/** A device as CLBlast's products see it. */
record ProductDevice(OpenClDevice device, cl_device_id id) implements GemmDevice {
  @Override
  public String name() {
    return device.name();
  }

  @Override
  public int alignment() {
    return device.facts().viewAlignment();
  }

  @Override
  public cl_mem acquire(DeviceSlab slab) {
    return device.own(slab).acquire();
  }

  @Override
  public void release(DeviceSlab slab) {
    device.own(slab).release();
  }

  @Override
  public void enqueue(DeviceStream stream, Consumer<cl_command_queue> commands) {
    device
        .own(stream)
        .enqueue(
            "a product",
            queue -> {
              commands.accept(queue);
              return CL.CL_SUCCESS;
            });
  }
}
