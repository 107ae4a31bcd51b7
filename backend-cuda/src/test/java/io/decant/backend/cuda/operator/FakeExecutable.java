package io.decant.backend.cuda.operator;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import java.util.List;

/** An executable that counts. */
final class FakeExecutable implements Executable {
  int enqueued;
  int closed;

  @Override
  public long workspaceBytes() {
    return 0;
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
    enqueued++;
  }

  @Override
  public void close() {
    closed++;
  }
}
