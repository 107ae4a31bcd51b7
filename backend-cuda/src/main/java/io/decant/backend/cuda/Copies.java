package io.decant.backend.cuda;

import io.decant.backend.cuda.call.DevicePointer;
import io.decant.backend.cuda.call.HostPointer;
import io.decant.spi.device.CopyShape;
import jcuda.driver.CUDA_MEMCPY2D;
import jcuda.driver.CUmemorytype;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/**
 * A copy of rows. It is enqueued in one call where pitches allow, else row by row.
 *
 * @param source where rows come from
 * @param target where rows go
 * @param shape of the rows, at least one byte
 */
record Copies(Place source, Place target, CopyShape shape) {
  /** Where the rows of a copy lie. */
  sealed interface Place {
    /** Returns the place so many bytes further on. */
    Place plus(long bytes);

    /** Memory of the device's. */
    record OnDevice(DevicePointer memory, long offset) implements Place {
      @Override
      public Place plus(long bytes) {
        return new OnDevice(memory, offset + bytes);
      }
    }

    /** Memory of the host's. */
    record OnHost(long address) implements Place {
      @Override
      public Place plus(long bytes) {
        return new OnHost(address + bytes);
      }
    }
  }

  /**
   * Enqueues the copy, and returns the native result.
   *
   * @param largestPitch what the device takes in one call
   */
  int enqueue(CUstream stream, long largestPitch) {
    if (shape.total() == 0) {
      return CUresult.CUDA_SUCCESS;
    }
    if (isRun()) {
      return run(stream, source, target, shape.total());
    }
    if (shape.sourcePitch() <= largestPitch && shape.targetPitch() <= largestPitch) {
      return JCudaDriver.cuMemcpy2DAsync(rows(), stream);
    }
    int result = CUresult.CUDA_SUCCESS;
    for (long row = 0; row < shape.rows() && result == CUresult.CUDA_SUCCESS; row++) {
      result =
          run(
              stream,
              source.plus(row * shape.sourcePitch()),
              target.plus(row * shape.targetPitch()),
              shape.rowBytes());
    }
    return result;
  }

  private boolean isRun() {
    return shape.rows() == 1
        || (shape.sourcePitch() == shape.rowBytes() && shape.targetPitch() == shape.rowBytes());
  }

  private static int run(CUstream stream, Place source, Place target, long bytes) {
    if (source instanceof Place.OnHost host && target instanceof Place.OnDevice device) {
      return JCudaDriver.cuMemcpyHtoDAsync(
          device.memory.withByteOffset(device.offset),
          new HostPointer(host.address),
          bytes,
          stream);
    }
    Place.OnDevice from = (Place.OnDevice) source;
    if (target instanceof Place.OnHost host) {
      return JCudaDriver.cuMemcpyDtoHAsync(
          new HostPointer(host.address), from.memory.withByteOffset(from.offset), bytes, stream);
    }
    Place.OnDevice to = (Place.OnDevice) target;
    return JCudaDriver.cuMemcpyDtoDAsync(
        to.memory.withByteOffset(to.offset),
        from.memory.withByteOffset(from.offset),
        bytes,
        stream);
  }

  private CUDA_MEMCPY2D rows() {
    CUDA_MEMCPY2D copy = new CUDA_MEMCPY2D();
    copy.WidthInBytes = shape.rowBytes();
    copy.Height = shape.rows();
    copy.srcPitch = shape.sourcePitch();
    copy.dstPitch = shape.targetPitch();
    if (source instanceof Place.OnDevice device) {
      copy.srcMemoryType = CUmemorytype.CU_MEMORYTYPE_DEVICE;
      copy.srcDevice = device.memory.withByteOffset(device.offset);
    } else {
      copy.srcMemoryType = CUmemorytype.CU_MEMORYTYPE_HOST;
      copy.srcHost = new HostPointer(((Place.OnHost) source).address);
    }
    if (target instanceof Place.OnDevice device) {
      copy.dstMemoryType = CUmemorytype.CU_MEMORYTYPE_DEVICE;
      copy.dstDevice = device.memory.withByteOffset(device.offset);
    } else {
      copy.dstMemoryType = CUmemorytype.CU_MEMORYTYPE_HOST;
      copy.dstHost = new HostPointer(((Place.OnHost) target).address);
    }
    return copy;
  }
}
