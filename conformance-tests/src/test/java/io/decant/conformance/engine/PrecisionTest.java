package io.decant.conformance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.wrapper.Instrument;
import io.decant.conformance.wrapper.WrappedDevice;
import io.decant.conformance.wrapper.WrappingProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.View;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ProductOp;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The precision that an engine is asked for, from its configuration to the device's operators. */
class PrecisionTest {
  private static final long POOL = 330_000;

  /** Counts the products that run in each mode. */
  private static final class Products implements Instrument {
    private final Map<ComputeMode, Integer> counts = new EnumMap<>(ComputeMode.class);

    @Override
    public void beforeOperator(
        DeviceStream stream, OpSpec spec, List<View> operands, List<View> workspace) {
      if (spec instanceof ProductOp product) {
        counts.merge(product.mode(), 1, Integer::sum);
      }
    }
  }

  private final Products products = new Products();
  private final KitContext context = KitContext.limited(POOL);

  /** The filtered net is planned anew in each iteration; its pool has room for a part of it. */
  @ParameterizedTest
  @ValueSource(strings = {"relatives", "filtered"})
  void allProductsRunInThePrecisionThatIsAskedFor(String net) {
    Map<String, float[]> tf32 = train(net, PrecisionTest::withTf32, ComputeMode.TF32);
    assertEquals(Set.of(ComputeMode.TF32), products.counts.keySet());
    assertTrue(context.said().contains("precision tf32: "), context.said());
    int count = products.counts.remove(ComputeMode.TF32);
    Map<String, float[]> float32 = train(net, PrecisionTest::withTf32, ComputeMode.FLOAT32);
    assertEquals(Map.of(ComputeMode.FLOAT32, count), products.counts);
    assertTrue(context.said().contains("precision float32: "), context.said());
    assertSameBits(float32, tf32);
  }

  @Test
  void aDeviceThatDoesNotHaveItSaysSoAndStaysInFloat32() {
    Map<String, float[]> tf32 = train("relatives", device -> device, ComputeMode.TF32);
    assertEquals(Set.of(ComputeMode.FLOAT32), products.counts.keySet());
    assertTrue(
        context.said().contains("does not have it")
            && context.said().contains("computed in float32"),
        context.said());
    assertSameBits(train("relatives", device -> device, ComputeMode.FLOAT32), tf32);
  }

  private Map<String, float[]> train(String net, UnaryOperator<Device> change, ComputeMode mode) {
    WrappingProvider backend =
        new WrappingProvider(
            new CpuBackendProvider(), device -> new WrappedDevice(change.apply(device), products));
    MemoryOptions memory =
        MemoryOptions.DEFAULT.withDeviceMemory(POOL).with(MemoryOptions.LargeModelSupport.AUTO);
    return TrainingRun.of(net, backend, memory, context, mode).weights();
  }

  /** Returns the device with one difference: it tells that it has TF32. */
  private static Device withTf32(Device device) {
    return (Device)
        Proxy.newProxyInstance(
            Device.class.getClassLoader(),
            new Class<?>[] {Device.class},
            (proxy, method, arguments) ->
                method.getName().equals("computeModes")
                    ? Set.of(ComputeMode.FLOAT32, ComputeMode.TF32)
                    : method.invoke(device, arguments));
  }

  private static void assertSameBits(Map<String, float[]> expected, Map<String, float[]> found) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), name));
  }
}
