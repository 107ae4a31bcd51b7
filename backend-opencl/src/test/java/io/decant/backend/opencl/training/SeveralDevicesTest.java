package io.decant.backend.opencl.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.backend.opencl.OpenClBackendProvider;
import io.decant.backend.opencl.OpenClDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Devices of several backends train at once, in one process, as each does alone. */
class SeveralDevicesTest {
  private static final int ITERATIONS = 6;

  @Test
  void runsAtOnceGiveTheBitsOfRunsAlone() throws Exception {
    OpenClDevices.assumeAvailable();
    List<DigitRun.Setting> settings =
        List.of(
            new DigitRun.Setting("digits", new OpenClBackendProvider()),
            new DigitRun.Setting("digits", new CpuBackendProvider()),
            new DigitRun.Setting("digits", new OpenClBackendProvider()));
    List<DigitRun> alone = new ArrayList<>();
    settings.forEach(setting -> alone.add(DigitRun.of(setting, ITERATIONS)));
    ExecutorService threads = Executors.newFixedThreadPool(settings.size());
    try {
      CyclicBarrier start = new CyclicBarrier(settings.size());
      List<Future<DigitRun>> runs = new ArrayList<>();
      for (DigitRun.Setting setting : settings) {
        runs.add(
            threads.submit(
                () -> {
                  start.await(1, TimeUnit.MINUTES);
                  return DigitRun.of(setting, ITERATIONS);
                }));
      }
      for (int i = 0; i < settings.size(); i++) {
        DigitRun run = runs.get(i).get(5, TimeUnit.MINUTES);
        assertEquals(alone.get(i).losses(), run.losses());
        alone
            .get(i)
            .weights()
            .forEach((name, values) -> assertArrayEquals(values, run.weights().get(name), name));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
