package example.minimal;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A prepared operator: a loop that needs no workspace.
 *
 * @param kernel the loop
 */
record MinimalExecutable(Kernel kernel) implements Executable {
  @Override
  public long workspaceBytes() {
    return 0;
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
    List<FloatBuffer> buffers = operands.stream().map(MinimalSlab::floats).toList();
    ((MinimalStream) stream).enqueue(() -> kernel.run(buffers));
  }
}
