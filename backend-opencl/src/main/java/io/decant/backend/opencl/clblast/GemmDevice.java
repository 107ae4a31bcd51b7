package io.decant.backend.opencl.clblast;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import java.util.function.Consumer;
import org.jocl.cl_command_queue;
import org.jocl.cl_device_id;
import org.jocl.cl_mem;

/** What products need of an open device. Thread-safe. */
public interface GemmDevice {
  /** Returns its name. */
  String name();

  /** Returns its handle. */
  cl_device_id id();

  /** Returns what the start of a part of a slab must be a multiple of, in bytes. */
  int alignment();

  /**
   * Returns the memory object of a slab of this device, valid until it is released.
   *
   * @throws IllegalStateException when closed
   */
  cl_mem acquire(DeviceSlab slab);

  /** Ends a use. */
  void release(DeviceSlab slab);

  /**
   * Enqueues on a stream of this device, which is not closed meanwhile.
   *
   * @throws IllegalStateException when closed
   */
  void enqueue(DeviceStream stream, Consumer<cl_command_queue> commands);
}
