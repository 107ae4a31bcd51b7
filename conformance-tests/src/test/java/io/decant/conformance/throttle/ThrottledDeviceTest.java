package io.decant.conformance.throttle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Unary;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the CPU, where results are right, and on a device that computes nothing, time is the same. */
class ThrottledDeviceTest {
  private static final int COUNT = 1000;
  private static final CopyShape ALL = CopyShape.bytes(4 * COUNT);
  private static final Unary DOUBLE = new Unary(Unary.Function.AFFINE, COUNT, 2, 0);
  private static final long IN = 1000;
  private static final long OUT = 2000;
  private static final long COMPUTE = 500;

  private static ThrottledDevice device(boolean computes) {
    Device cpu = new CpuBackendProvider().open(0, KitContext.limited(1 << 20));
    // 4 bytes a nanosecond in, 2 out, so that all elements take 1 and 2 microseconds
    LinkRates link = new LinkRates(4e9, 2e9);
    return new ThrottledDevice(
        computes ? cpu : new NullDevice(cpu, 1 << 20), link, spec -> COMPUTE / 1e9);
  }

  private static List<View> operands(DeviceSlab x, DeviceSlab y) {
    List<Operand> operands = DOUBLE.operands();
    return List.of(
        new View(x, 0, operands.get(0).tensor()), new View(y, 0, operands.get(1).tensor()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void streamsOverlapAndEventsOrderThem(boolean computes) {
    try (ThrottledDevice device = device(computes);
        Executable executable = device.prepare(DOUBLE, PrepareOptions.DEFAULT).orElseThrow();
        DeviceSlab x = device.allocate(4 * COUNT);
        DeviceSlab y = device.allocate(4 * COUNT);
        HostMemory host = device.allocatePinned(4 * COUNT);
        DeviceStream compute = device.newStream();
        DeviceStream in = device.newStream();
        DeviceStream out = device.newStream();
        DeviceEvent start = compute.record()) {
      for (int i = 0; i < COUNT; i++) {
        host.slice(4L * i, 4).putFloat(0, i);
      }
      in.upload(host, 0, x, 0, ALL);
      DeviceEvent arrived = in.record();
      assertFalse(arrived.isDone(), "the host has not waited");
      compute.await(arrived);
      executable.enqueue(compute, operands(x, y), List.of());
      DeviceEvent computed = compute.record();
      executable.enqueue(compute, operands(x, y), List.of());
      DeviceEvent twice = compute.record();
      out.await(computed);
      out.download(y, 0, host, 0, ALL);
      DeviceEvent left = out.record();
      assertEquals(0, device.now());
      left.synchronize();
      assertEquals(IN, arrived.nanosSince(start));
      assertEquals(IN + COMPUTE, computed.nanosSince(start));
      assertEquals(IN + 2 * COMPUTE, twice.nanosSince(start), "computed beside the copy");
      assertEquals(IN + COMPUTE + OUT, left.nanosSince(start));
      assertEquals((IN + COMPUTE + OUT) / 1e9, device.now(), 1e-12);
      if (computes) {
        float[] values = new float[COUNT];
        host.slice(0, 4 * COUNT).asFloatBuffer().get(values);
        float[] expected = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
          expected[i] = 2 * i;
        }
        assertArrayEquals(expected, values);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsEnqueuedAfterWaitingStartsNoEarlier(boolean computes) {
    try (ThrottledDevice device = device(computes);
        DeviceSlab x = device.allocate(4 * COUNT);
        HostMemory host = device.allocatePinned(4 * COUNT);
        DeviceStream one = device.newStream();
        DeviceStream other = device.newStream();
        DeviceEvent start = one.record()) {
      one.upload(host, 0, x, 0, ALL);
      DeviceEvent first = one.record();
      assertThrows(IllegalStateException.class, () -> first.nanosSince(start));
      one.synchronize();
      assertTrue(first.isDone());
      other.upload(host, 0, x, 0, ALL);
      DeviceEvent second = other.record();
      second.synchronize();
      assertEquals(2 * IN, second.nanosSince(start));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void memoryIsCounted(boolean computes) {
    try (ThrottledDevice device = device(computes)) {
      try (DeviceSlab most = device.allocate(1 << 19)) {
        OutOfDeviceMemoryException refused =
            assertThrows(OutOfDeviceMemoryException.class, () -> device.allocate(1 << 20));
        assertEquals((1 << 20) - most.bytes(), refused.availableBytes());
      }
      try (DeviceSlab all = device.allocate(1 << 20)) {
        assertEquals(1 << 20, all.bytes());
      }
    }
  }
}
