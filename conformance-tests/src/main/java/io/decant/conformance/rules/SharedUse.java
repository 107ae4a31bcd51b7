package io.decant.conformance.rules;

import io.decant.conformance.trial.RuleViolation;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A device in the hands of several threads. */
final class SharedUse {
  private static final int COUNT = 777;

  private SharedUse() {}

  /** Lets each thread allocate, prepare, run and check, over and over. */
  static void fromThreads(Device device, int threads, int rounds) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> results = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int seed = thread;
        results.add(
            pool.submit(
                () -> {
                  for (int round = 0; round < rounds; round++) {
                    use(device, 100 * seed + round);
                  }
                }));
      }
      for (Future<?> result : results) {
        finish("life.threads", result);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Runs something on a thread of its own and waits for it. */
  static void run(String rule, Runnable action) {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      finish(rule, thread.submit(action));
    } finally {
      thread.shutdownNow();
    }
  }

  private static void finish(String rule, Future<?> result) {
    try {
      result.get();
    } catch (ExecutionException e) {
      throw new RuleViolation(rule, "a thread of several failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuleViolation(rule, "interrupted while threads were at work", e);
    }
  }

  /** Computes {@code number + 1} and {@code 2 * (number + 1)}, alone as far as this can tell. */
  private static void use(Device device, int number) {
    TensorSpec tensor = TensorSpec.float32(COUNT);
    Unary next = new Unary(Unary.Function.AFFINE, COUNT, 1, 1);
    Unary twice = new Unary(Unary.Function.AFFINE, COUNT, 2, 0);
    try (DeviceStream stream = device.newStream();
        DeviceSlab slab = device.allocate(tensor.extentBytes());
        HostMemory host = device.allocatePinned(tensor.extentBytes());
        Executable first = prepare(device, next);
        Executable second = prepare(device, twice)) {
      View view = new View(slab, 0, tensor);
      stream.fill(slab, 0, tensor.extentBytes(), Float.floatToRawIntBits(number));
      first.enqueue(stream, List.of(view, view), List.of());
      second.enqueue(stream, List.of(view, view), List.of());
      stream.download(slab, 0, host, 0, CopyShape.bytes(tensor.extentBytes()));
      stream.synchronize();
      for (int i = 0; i < COUNT; i++) {
        float found = host.slice(4L * i, 4).getFloat(0);
        RuleViolation.unless(
            found == 2f * (number + 1),
            "life.threads",
            "element " + i + " is " + found + " instead of " + 2f * (number + 1));
      }
    }
  }

  private static Executable prepare(Device device, Unary spec) {
    return device
        .prepare(spec, new PrepareOptions(0, true))
        .orElseThrow(() -> new RuleViolation("op.mandatory", spec + " is refused"));
  }
}
