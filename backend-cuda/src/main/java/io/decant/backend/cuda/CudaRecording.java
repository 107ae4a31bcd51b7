package io.decant.backend.cuda;

import io.decant.spi.device.Recorder;
import io.decant.spi.support.Handle;
import jcuda.driver.CUgraphExec;
import jcuda.driver.JCudaDriver;

/** A graph that is ready to run. The driver keeps it while it does. Thread-safe. */
final class CudaRecording implements Recorder.Recording {
  private final CudaStream stream;
  private final Handle<CUgraphExec> graph;

  /** Takes over a graph. */
  CudaRecording(CudaStream stream, CUgraphExec graph) {
    this.stream = stream;
    this.graph =
        stream.owner().context().keep(graph, "the recording", JCudaDriver::cuGraphExecDestroy);
  }

  @Override
  public void replay() {
    CUgraphExec held = graph.acquire();
    try {
      stream.enqueue("a recording", on -> JCudaDriver.cuGraphLaunch(held, on));
    } finally {
      graph.release();
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
