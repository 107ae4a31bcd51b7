package io.decant.examples.hd;

import io.decant.api.Decant;
import io.decant.api.DecantConfig;
import io.decant.api.backend.DeviceRequest;
import io.decant.api.net.Net;
import io.decant.proto.caffe.Phase;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.MemoryTraffic;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Judges the trained net on pictures that it has not seen, in less memory than its blobs take. */
public final class SegmentHd {
  private static final long DEVICE_BYTES = 128L << 20;
  private static final int PICTURES = 2;

  private SegmentHd() {}

  /** Judges a caffemodel. */
  public static void main(String[] arguments) {
    Confusion confusion = judge(Path.of(""), Path.of(arguments[0]), System.out::println);
    System.out.printf(
        "mean IoU %.3f, of background alone %.3f%n",
        confusion.meanIou(), confusion.meanIouOfBackground());
  }

  /**
   * Judges a caffemodel.
   *
   * @param root the folder that has {@code examples}
   * @param log takes what is expected of memory, and what was moved
   */
  public static Confusion judge(Path root, Path weights, Consumer<String> log) {
    MemoryOptions memory =
        MemoryOptions.DEFAULT.withDeviceMemory(DEVICE_BYTES).with(LargeModelSupport.AUTO);
    try (Decant decant = Decant.open(new DecantConfig(DeviceRequest.BEST, memory));
        Net net =
            decant
                .net(root.resolve("examples/hd/hd_train_test.prototxt"))
                .directory(root)
                .phase(Phase.TEST)
                .backward(false)
                .retain(List.of("score", "label"))
                .build()) {
      net.copyTrainedLayersFrom(weights);
      MemoryManager manager = decant.engine().memoryManager();
      manager.forecast().ifPresent(forecast -> log.accept(forecast.summary()));
      Confusion confusion = new Confusion(Canvas.CLASSES);
      for (int i = 0; i < PICTURES; i++) {
        net.forward();
        confusion.add(net.blob("label").data(), net.blob("score").data());
      }
      MemoryTraffic traffic = manager.traffic();
      log.accept(traffic.bytesIn() + " bytes in, " + traffic.bytesOut() + " bytes out");
      return confusion;
    }
  }
}
