package io.decant.cli;

import io.decant.api.engine.Engine;
import io.decant.api.forecast.MemoryStudy;
import io.decant.cli.memory.Refusal;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.LinkProbe;
import io.decant.spi.memory.MemoryTraffic;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says where memory goes, and what would help, when a run has not enough of it. */
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryLines.class);

  private Admission() {}

  /**
   * Runs a part of a command, which leaves nothing on the device when it fails.
   *
   * @param study supplies what the net needs; used only if there is too little memory
   */
  static void explain(Engine engine, Supplier<MemoryStudy> study, Runnable part) {
    try {
      part.run();
    } catch (RuntimeException e) {
      if (isOutOfMemory(e)) {
        try {
          say(engine, study.get());
        } catch (RuntimeException more) {
          e.addSuppressed(more);
        }
      }
      throw e;
    }
  }

  /** Reads a net for a study; what its upgrade says has been said. */
  static Located<NetParameter> net(Path model) {
    return NetUpgrade.upgrade(Prototxt.parseNet(model), line -> {});
  }

  private static void say(Engine engine, MemoryStudy study) {
    MemoryTraffic traffic = engine.memoryManager().traffic();
    long pool = engine.memory().poolBytes(engine.device().facts());
    LOG.error("Device memory: the most in use so far was {} bytes", traffic.peakBytes());
    for (String line : Refusal.lines(study, pool, LinkProbe.measure(engine.device()))) {
      LOG.error(line);
    }
  }

  private static boolean isOutOfMemory(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof DeviceMemoryExceededException
          || cause instanceof OutOfDeviceMemoryException) {
        return true;
      }
    }
    return false;
  }
}
