package io.decant.spi.device;

import java.util.List;

/** Offered by devices that can record work once and replay it cheaply, such as CUDA graphs. */
public interface Recorder {
  /** Starts to record what is enqueued on these streams, which does not run meanwhile. */
  void begin(List<DeviceStream> streams);

  /** Ends recording. The caller closes the result. */
  Recording end();

  /** Recorded work, bound to the memory it was recorded with. */
  interface Recording extends AutoCloseable {
    /** Enqueues the recorded work on the first of the recorded streams. */
    void replay();

    @Override
    void close();
  }
}
