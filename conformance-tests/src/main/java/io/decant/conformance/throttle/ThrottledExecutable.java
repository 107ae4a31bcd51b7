package io.decant.conformance.throttle;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import java.util.List;

/** An executable of a {@link ThrottledDevice}. */
final class ThrottledExecutable implements Executable {
  private final Executable inner;
  private final double seconds;

  ThrottledExecutable(Executable inner, double seconds) {
    this.inner = inner;
    this.seconds = seconds;
  }

  @Override
  public long workspaceBytes() {
    return inner.workspaceBytes();
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
    if (!(stream instanceof ThrottledStream throttled)) {
      throw new IllegalArgumentException("a stream of another device: " + stream);
    }
    inner.enqueue(throttled.inner(), operands, workspace);
    throttled.busy(seconds);
  }

  @Override
  public void close() {
    inner.close();
  }
}
