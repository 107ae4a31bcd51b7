package io.decant.backend.cuda;

import io.decant.backend.cuda.call.HostPointer;
import io.decant.kernels.Scalar;
import io.decant.spi.device.HostMemory;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The arguments of a kernel in native memory, as a launch reads them: a pointer to each value, then
 * the values, 8 bytes apart. Scalars are written once, addresses of buffers for each launch.
 */
final class ArgumentBlock implements AutoCloseable {
  private final int buffers;
  private final HostMemory memory;
  private final ByteBuffer values;
  private final HostPointer pointer;

  ArgumentBlock(int buffers, List<Scalar> scalars) {
    int count = buffers + scalars.size();
    int pointerBytes = Math.multiplyExact(count, Long.BYTES);
    this.buffers = buffers;
    this.memory = HostMemory.allocate(Math.max(1, 2L * pointerBytes));
    this.values = memory.slice(pointerBytes, pointerBytes);
    this.pointer = new HostPointer(memory.address());
    ByteBuffer pointers = memory.slice(0, pointerBytes);
    for (int i = 0; i < count; i++) {
      pointers.putLong(i * Long.BYTES, memory.address() + pointerBytes + (long) i * Long.BYTES);
    }
    for (int i = 0; i < scalars.size(); i++) {
      put((buffers + i) * Long.BYTES, scalars.get(i));
    }
  }

  private void put(int offset, Scalar scalar) {
    if (scalar instanceof Scalar.Int32 number) {
      values.putInt(offset, number.value());
    } else if (scalar instanceof Scalar.Int64 number) {
      values.putLong(offset, number.value());
    } else if (scalar instanceof Scalar.Float32 number) {
      values.putFloat(offset, number.value());
    }
  }

  /** Returns the number of buffers. */
  int buffers() {
    return buffers;
  }

  /** Sets the address of a buffer for the next launch. */
  void setBuffer(int index, long address) {
    values.putLong(index * Long.BYTES, address);
  }

  /** Returns where the pointers begin; valid until this is closed. */
  HostPointer pointer() {
    return pointer;
  }

  @Override
  public void close() {
    memory.close();
  }
}
