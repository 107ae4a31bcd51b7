package io.decant.backend.cuda;

import io.decant.backend.cuda.call.Result;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Recorder;
import java.util.List;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUresult;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.JCudaDriver;

/** Records the work of streams as graphs. Thread-safe. */
final class CudaRecorder implements Recorder {
  private final CudaDevice device;

  CudaRecorder(CudaDevice device) {
    this.device = device;
  }

  @Override
  public Recording record(List<DeviceStream> streams, Runnable work) {
    List<CudaStream> recorded = streams.stream().map(device::own).toList();
    CudaStream first = recorded.get(0);
    CUgraph graph = capture(first, recorded, work);
    CUgraphExec ready = new CUgraphExec();
    try {
      first.enqueue("cuGraphInstantiate", on -> JCudaDriver.cuGraphInstantiate(ready, graph, 0L));
    } finally {
      JCudaDriver.cuGraphDestroy(graph);
    }
    return new CudaRecording(first, ready);
  }

  private CUgraph capture(CudaStream first, List<CudaStream> recorded, Runnable work) {
    first.enqueue(
        "cuStreamBeginCapture",
        on ->
            JCudaDriver.cuStreamBeginCapture(
                on, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_RELAXED));
    CUgraph graph = new CUgraph();
    try {
      recorded.forEach(stream -> stream.setRecording(true));
      work.run();
    } catch (RuntimeException | Error e) {
      if (first.endCapture(graph) == CUresult.CUDA_SUCCESS) {
        JCudaDriver.cuGraphDestroy(graph);
      }
      throw e;
    } finally {
      recorded.forEach(stream -> stream.setRecording(false));
    }
    Result.check(first.endCapture(graph), device.name(), "cuStreamEndCapture");
    return graph;
  }
}
