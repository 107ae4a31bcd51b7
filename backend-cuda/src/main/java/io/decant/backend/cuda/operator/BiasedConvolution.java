package io.decant.backend.cuda.operator;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import java.util.List;

/** A convolution and then its bias, for algorithms that do without one. */
final class BiasedConvolution implements Executable {
  private final Executable convolution;
  private final Executable addition;

  /**
   * Takes over both.
   *
   * @param convolution of x and w into y
   * @param addition of y and bias into y
   */
  BiasedConvolution(Executable convolution, Executable addition) {
    this.convolution = convolution;
    this.addition = addition;
  }

  @Override
  public long workspaceBytes() {
    return Math.max(convolution.workspaceBytes(), addition.workspaceBytes());
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
    View y = operands.get(3);
    convolution.enqueue(stream, List.of(operands.get(0), operands.get(1), y), workspace);
    addition.enqueue(stream, List.of(y, operands.get(2), y), workspace);
  }

  @Override
  public void close() {
    convolution.close();
    addition.close();
  }
}
