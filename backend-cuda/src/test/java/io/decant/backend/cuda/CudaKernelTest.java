package io.decant.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.trial.KitContext;
import io.decant.kernels.BoundKernel;
import io.decant.kernels.Buffer;
import io.decant.kernels.Grid;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CudaKernelTest {
  private static final int WORDS = 4;
  private static final int LAUNCHES = 200;

  private CudaDevice device;

  @BeforeEach
  void open() {
    device = CudaDevices.open(KitContext.unlimited());
  }

  @AfterEach
  void close() {
    if (device != null) {
      device.close();
    }
  }

  /** One kernel, launched by threads of their own on streams and memory of their own. */
  @Test
  void threadsShareAKernel() {
    try (BoundKernel shift = Kernels.shift(device, WORDS)) {
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int first = thread;
        threads.add(CompletableFuture.runAsync(() -> launchMany(shift, first)));
      }
      threads.forEach(CompletableFuture::join);
    }
  }

  private void launchMany(BoundKernel shift, int first) {
    try (DeviceStream stream = device.newStream();
        DeviceSlab slab = device.allocate(8L * WORDS);
        HostMemory host = device.allocatePinned(4L * WORDS)) {
      stream.fill(slab, 0, 4L * WORDS, first);
      for (int launch = 0; launch < LAUNCHES; launch++) {
        long from = launch % 2 * 4L * WORDS;
        shift.enqueue(stream, List.of(new Buffer(slab, from), new Buffer(slab, 16 - from)));
      }
      stream.download(slab, 0, host, 0, CopyShape.bytes(4L * WORDS));
      stream.synchronize();
      for (int i = 0; i < WORDS; i++) {
        assertEquals(first + 1100 * LAUNCHES, host.slice(4L * i, 4).getInt(0), "word " + i);
      }
    }
  }

  @Test
  void whatDoesNotCompileIsRefusedWithTheCompilersWords() {
    String message =
        assertThrows(
                DeviceException.class,
                () -> device.compiler().bind(Kernels.broken(), Grid.of(1, 1), 0, List.of()))
            .getMessage();
    assertTrue(message.startsWith(device.name() + ": the kernel broken does not compile"), message);
    assertTrue(message.contains("NVRTC_ERROR_COMPILATION (6)"), message);
    assertTrue(message.contains("no_such_name"), message);
  }

  @Test
  void closedThingsAndWrongNumbersOfBuffersAreRefused() {
    DeviceSlab slab = device.allocate(64);
    List<Buffer> buffers = List.of(new Buffer(slab, 0), new Buffer(slab, 32));
    try (DeviceStream stream = device.newStream();
        BoundKernel open = Kernels.shift(device, 1)) {
      BoundKernel closed = Kernels.shift(device, 1);
      closed.enqueue(stream, buffers);
      closed.close();
      closed.close();
      assertThrows(IllegalStateException.class, () -> closed.enqueue(stream, buffers));
      assertThrows(
          IllegalArgumentException.class, () -> open.enqueue(stream, buffers.subList(0, 1)));
      slab.close();
      assertThrows(IllegalStateException.class, () -> open.enqueue(stream, buffers));
    }
  }
}
