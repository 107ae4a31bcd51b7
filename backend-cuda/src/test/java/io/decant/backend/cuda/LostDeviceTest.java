package io.decant.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.trial.JavaProcess;
import io.decant.conformance.trial.KitContext;
import io.decant.kernels.BoundKernel;
import io.decant.kernels.Buffer;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceLostException;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel that writes outside all memory ends CUDA for its process, here one of its own. */
class LostDeviceTest {
  @TempDir Path temporary;

  /** What the process runs: a fault, and then another attempt. */
  static final class Faulting {
    private Faulting() {}

    public static void main(String[] arguments) throws InterruptedException {
      CudaDevice device = CudaDevices.open(KitContext.unlimited());
      DeviceStream stream = device.newStream();
      DeviceSlab slab = device.allocate(64);
      BoundKernel fault = Kernels.fault(device);
      DeviceEvent before = stream.record();
      stream.synchronize();
      fault.enqueue(stream, List.of(new Buffer(slab, 0)));
      DeviceException failure = assertThrows(DeviceException.class, stream::synchronize);
      System.out.println("wait: " + failure.getClass().getSimpleName() + ": " + failure);
      CountDownLatch completed = new CountDownLatch(1);
      before.onCompletion(completed::countDown);
      System.out.println("completion: " + completed.await(1, TimeUnit.MINUTES));
      System.out.println("done: " + before.isDone());
      assertThrows(DeviceLostException.class, () -> stream.fill(slab, 0, 64, 0));
      fault.close();
      before.close();
      device.close();
      System.out.println("closed");
      System.out.println("anew: " + shiftOnNewDevice());
    }

    private static String shiftOnNewDevice() {
      try (CudaDevice device = CudaDevices.open(KitContext.unlimited());
          DeviceStream stream = device.newStream();
          DeviceSlab slab = device.allocate(64);
          BoundKernel shift = Kernels.shift(device, 1)) {
        shift.enqueue(stream, List.of(new Buffer(slab, 0), new Buffer(slab, 32)));
        stream.synchronize();
        return "works";
      } catch (DeviceException e) {
        return e.getMessage();
      }
    }
  }

  @Test
  void theJvmSurvivesAndSaysWhatToDo() throws Exception {
    CudaDevices.assumeAvailable();
    String said =
        JavaProcess.run(temporary, Map.of(), JavaProcess.classPath(), List.of(), Faulting.class);
    List<String> lines = said.lines().toList();
    assertTrue(lines.get(0).startsWith("wait: DeviceLostException: "), said);
    assertTrue(lines.get(0).contains("CUDA_ERROR_ILLEGAL_ADDRESS (700)"), said);
    assertTrue(lines.containsAll(List.of("completion: true", "done: true", "closed")), said);
    assertTrue(lines.get(lines.size() - 1).contains("wants the program to be started anew"), said);
  }
}
