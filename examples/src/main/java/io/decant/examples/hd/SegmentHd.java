package io.decant.examples.hd;

import io.decant.api.Decant;
import io.decant.api.DecantConfig;
import io.decant.api.backend.DeviceRequest;
import io.decant.api.net.Net;
import io.decant.proto.caffe.Phase;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.MemoryTraffic;
import java.nio.file.Path;
import java.util.List;

/** Judges the trained net on pictures that it has not seen, in a device memory of 192 MiB. */
final class SegmentHd {
  private static final long DEVICE_BYTES = 192L << 20;
  private static final int PICTURES = 2;

  private SegmentHd() {}

  public static void main(String[] arguments) {
    MemoryOptions memory =
        MemoryOptions.DEFAULT.withDeviceMemory(DEVICE_BYTES).with(LargeModelSupport.AUTO);
    try (Decant decant = Decant.open(new DecantConfig(DeviceRequest.BEST, memory));
        Net net =
            decant
                .net(Path.of("examples/hd/hd_train_test.prototxt"))
                .phase(Phase.TEST)
                .backward(false)
                .retain(List.of("score", "label"))
                .build()) {
      net.copyTrainedLayersFrom(Path.of(arguments[0]));
      net.prepare();
      net.engine().memoryManager().forecast().ifPresent(f -> System.out.println(f.summary()));
      Confusion confusion = new Confusion(Canvas.CLASSES);
      for (int i = 0; i < PICTURES; i++) {
        net.forward();
        confusion.add(net.blob("label").data(), net.blob("score").data());
      }
      MemoryTraffic traffic = net.engine().memoryManager().traffic();
      System.out.println(traffic.bytesIn() + " bytes in, " + traffic.bytesOut() + " bytes out");
      System.out.printf(
          "mean IoU %.3f, of background alone %.3f%n",
          confusion.meanIou(), confusion.meanIouOfBackground());
    }
  }
}
