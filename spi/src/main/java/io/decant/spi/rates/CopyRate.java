package io.decant.spi.rates;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.Copy;
import java.util.List;

/** How fast a device copies its own memory. */
public final class CopyRate {
  private CopyRate() {}

  /**
   * Measures copies from one part of a device's memory to another, by the stream and by the
   * operator, of which one may use more of the device; the best of a few runs.
   *
   * @param bytes what is copied, rounded down to whole elements; at least 4
   * @return bytes read and bytes written a second, together
   * @throws io.decant.spi.device.OutOfDeviceMemoryException when twice the bytes do not fit
   */
  public static double bytesPerSecond(Device device, long bytes) {
    Copy spec = Copy.dense(bytes / Float.BYTES);
    CopyShape shape = CopyShape.bytes(spec.x().extentBytes());
    try (DeviceStream stream = device.newStream();
        DeviceSlab source = device.allocate(shape.total());
        DeviceSlab target = device.allocate(shape.total());
        Executable operator = device.prepare(spec, PrepareOptions.DEFAULT).orElseThrow()) {
      stream.fill(source, 0, shape.total(), 0);
      List<View> operands = List.of(new View(source, 0, spec.x()), new View(target, 0, spec.y()));
      double ofOperator =
          LeastTime.seconds(stream, () -> operator.enqueue(stream, operands, List.of()));
      double ofStream = LeastTime.seconds(stream, () -> stream.copy(source, 0, target, 0, shape));
      return spec.cost().bytes() / Math.min(ofOperator, ofStream);
    }
  }
}
