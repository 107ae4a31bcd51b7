package io.decant.spi.device;

import java.util.List;

/** Offered by devices that can record work once and replay it cheaply, such as CUDA graphs. */
public interface Recorder {
  /**
   * Records what is enqueued on streams while {@code work} runs; none of it runs on the device.
   * Other streams are not touched meanwhile, nobody waits for these, and nothing is allocated.
   *
   * @param streams of the device; the first one replays the recording
   * @param work enqueues kernels, copies and fills; another stream joins by awaiting an event of
   *     the first, which awaits one of its in the end
   * @return the recording, which the caller closes
   * @throws DeviceException when something that was enqueued cannot be recorded; the streams are
   *     usable afterwards
   */
  Recording record(List<DeviceStream> streams, Runnable work);

  /** Recorded work, bound to the memory it was recorded with. */
  interface Recording extends AutoCloseable {
    /**
     * Enqueues the recorded work on the first of the recorded streams.
     *
     * @throws DeviceException when enqueuing fails
     */
    void replay();

    /** Releases the recording, behind what was replayed. Harmless when closed already. */
    @Override
    void close();
  }
}
