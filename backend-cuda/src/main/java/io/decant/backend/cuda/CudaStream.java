package io.decant.backend.cuda;

import io.decant.backend.cuda.Copies.Place;
import io.decant.backend.cuda.call.DevicePointer;
import io.decant.backend.cuda.call.Result;
import io.decant.backend.cuda.call.StreamPointer;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.support.Completions;
import io.decant.spi.support.Handle;
import io.decant.spi.support.MemoryChecks;
import io.decant.spi.support.Owned;
import jcuda.driver.CUevent;
import jcuda.driver.CUgraph;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/** A stream that waits for no other, not even for the default one. */
final class CudaStream implements DeviceStream, Owned {
  private final CudaDevice device;
  private final Handle<StreamPointer> stream;
  private final StreamPointer pointer;
  private final Completions completions;
  private volatile boolean recording;

  /** Creates a stream; the context is current. */
  CudaStream(CudaDevice device, Completions completions) {
    this.device = device;
    this.pointer = new StreamPointer();
    Result.check(
        JCudaDriver.cuStreamCreate(pointer, CUstream_flags.CU_STREAM_NON_BLOCKING),
        device.name(),
        "cuStreamCreate");
    this.stream = device.context().keep(pointer, "the stream", JCudaDriver::cuStreamDestroy);
    this.completions = completions;
  }

  @Override
  public CudaDevice owner() {
    return device;
  }

  /** Returns the native handle, for libraries; it is destroyed when the stream is closed. */
  long handle() {
    return pointer.handle();
  }

  Completions completions() {
    return completions;
  }

  /** A call that enqueues something on the stream. */
  interface Call {
    /** Enqueues, and returns the result. */
    int on(CUstream stream);
  }

  /**
   * Enqueues, unless the stream is closed; it is not destroyed meanwhile.
   *
   * @throws IllegalStateException when closed
   */
  void enqueue(String operation, Call call) {
    StreamPointer held = stream.acquire();
    try {
      device.context().makeCurrent();
      Result.check(call.on(held), device.name(), operation);
    } finally {
      stream.release();
    }
  }

  @Override
  public void upload(
      HostMemory source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    CudaSlab slab = device.own(target);
    MemoryChecks.upload(source, sourceOffset, slab, targetOffset, shape);
    try (HeldSlabs held = new HeldSlabs(1).add(slab, targetOffset)) {
      copy(
          "upload",
          Place.onHost(source.address() + sourceOffset),
          Place.onDevice(held.address(0)),
          shape);
    }
  }

  @Override
  public void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    CudaSlab slab = device.own(source);
    MemoryChecks.download(slab, sourceOffset, target, targetOffset, shape);
    try (HeldSlabs held = new HeldSlabs(1).add(slab, sourceOffset)) {
      copy(
          "download",
          Place.onDevice(held.address(0)),
          Place.onHost(target.address() + targetOffset),
          shape);
    }
  }

  @Override
  public void copy(
      DeviceSlab source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    CudaSlab from = device.own(source);
    CudaSlab to = device.own(target);
    MemoryChecks.copy(from, sourceOffset, to, targetOffset, shape);
    try (HeldSlabs held = new HeldSlabs(2)) {
      held.add(from, sourceOffset).add(to, targetOffset);
      copy("copy", Place.onDevice(held.address(0)), Place.onDevice(held.address(1)), shape);
    }
  }

  private void copy(String name, Place source, Place target, CopyShape shape) {
    Copies copies = new Copies(source, target, shape);
    enqueue(name, on -> copies.enqueue(on, device.largestPitch()));
  }

  @Override
  public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
    CudaSlab slab = device.own(target);
    MemoryChecks.fill(slab, offset, bytes);
    try (HeldSlabs held = new HeldSlabs(1).add(slab, offset)) {
      DevicePointer first = new DevicePointer(held.address(0));
      enqueue(
          "fill",
          on ->
              bytes == 0
                  ? CUresult.CUDA_SUCCESS
                  : JCudaDriver.cuMemsetD32Async(first, pattern, bytes / Integer.BYTES, on));
    }
  }

  @Override
  public DeviceEvent record() {
    StreamPointer held = stream.acquire();
    try {
      device.context().makeCurrent();
      CUevent event = device.events().take();
      CudaEvent recorded = new CudaEvent(this, event);
      try {
        Result.check(JCudaDriver.cuEventRecord(event, held), device.name(), "record");
        return recorded;
      } catch (RuntimeException | Error e) {
        recorded.close();
        throw e;
      }
    } finally {
      stream.release();
    }
  }

  @Override
  public void await(DeviceEvent event) {
    device.own(event).awaitedBy(this);
  }

  /** Does nothing: work starts when it is enqueued. */
  @Override
  public void flush() {
    enqueue("flush", on -> CUresult.CUDA_SUCCESS);
  }

  /** Says whether what is enqueued is recorded instead of run. */
  void setRecording(boolean recording) {
    this.recording = recording;
  }

  /** Ends what {@code cuStreamBeginCapture} began, and returns the result. */
  int endCapture(CUgraph graph) {
    int[] result = new int[1];
    enqueue(
        "cuStreamEndCapture",
        on -> {
          result[0] = JCudaDriver.cuStreamEndCapture(on, graph);
          return CUresult.CUDA_SUCCESS;
        });
    return result[0];
  }

  /** Waits for what is enqueued, whatever becomes of it; does nothing when closed. */
  void finish() {
    if (recording) {
      return;
    }
    try {
      stream.acquire();
    } catch (IllegalStateException closed) {
      return; // who closed it waited for its work
    }
    try {
      await();
    } finally {
      stream.release();
    }
  }

  @Override
  public void synchronize() {
    try (DeviceEvent event = record()) {
      event.synchronize();
    }
  }

  @Override
  public void close() {
    int[] result = {CUresult.CUDA_SUCCESS};
    if (stream.closeOnce(() -> result[0] = await())) {
      device.forget(this);
      Result.check(result[0], device.name(), "work on a stream");
    }
  }

  private int await() {
    int result = device.context().tryCurrent();
    return result == CUresult.CUDA_SUCCESS ? JCudaDriver.cuStreamSynchronize(pointer) : result;
  }
}
