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
 * A copy of rows, between host and device or within the device.
 *
 * @param source where the first row begins
 * @param target where the first row goes
 * @param shape of the rows
 */
record Copies(Place source, Place target, CopyShape shape) {
  /**
   * Where a row begins.
   *
   * @param onDevice whether in the device's memory
   * @param address of its first byte
   */
  record Place(boolean onDevice, long address) {
    static Place onDevice(long address) {
      return new Place(true, address);
    }

    static Place onHost(long address) {
      return new Place(false, address);
    }

    private Place plus(long bytes) {
      return new Place(onDevice, address + bytes);
    }
  }

  /**
   * Enqueues the copy, in one call where pitches allow, else row by row; returns the native result.
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
    if (!source.onDevice) {
      return JCudaDriver.cuMemcpyHtoDAsync(
          new DevicePointer(target.address), new HostPointer(source.address), bytes, stream);
    }
    return target.onDevice
        ? JCudaDriver.cuMemcpyDtoDAsync(
            new DevicePointer(target.address), new DevicePointer(source.address), bytes, stream)
        : JCudaDriver.cuMemcpyDtoHAsync(
            new HostPointer(target.address), new DevicePointer(source.address), bytes, stream);
  }

  private CUDA_MEMCPY2D rows() {
    CUDA_MEMCPY2D copy = new CUDA_MEMCPY2D();
    copy.WidthInBytes = shape.rowBytes();
    copy.Height = shape.rows();
    copy.srcPitch = shape.sourcePitch();
    copy.dstPitch = shape.targetPitch();
    copy.srcMemoryType = type(source);
    copy.dstMemoryType = type(target);
    if (source.onDevice) {
      copy.srcDevice = new DevicePointer(source.address);
    } else {
      copy.srcHost = new HostPointer(source.address);
    }
    if (target.onDevice) {
      copy.dstDevice = new DevicePointer(target.address);
    } else {
      copy.dstHost = new HostPointer(target.address);
    }
    return copy;
  }

  private static int type(Place place) {
    return place.onDevice ? CUmemorytype.CU_MEMORYTYPE_DEVICE : CUmemorytype.CU_MEMORYTYPE_HOST;
  }
}
