package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.Device;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.memory.TopK;
import io.decant.spi.op.Operand;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The largest elements: as the host finds them, and as sorting would. */
class TopKTest {
  @ParameterizedTest
  @CsvSource({
    // outer, size, inner, k
    "1, 1, 1, 1",
    "4, 5, 1, 2",
    "2, 7, 3, 7",
    "3, 100, 2, 10",
    "300, 64, 1, 3",
    "0, 3, 2, 1",
    "2, 3, 0, 2",
  })
  void agreesWithTheHostAndWithSorting(int outer, int size, int inner, int k) {
    float[] x = new float[outer * size * inner];
    Random random = new Random(7);
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(9) == 0 ? Float.NaN : random.nextInt(20) - 10;
    }
    TopK spec = new TopK(outer, size, inner, k, true, true);
    try (Device device = new TestContext().open()) {
      List<float[]> found =
          Comparison.run(device, spec, false, (name, count, ignored) -> x.clone(), 1);
      assertEquals(3, found.size());
      List<float[]> host = onHost(spec, x);
      assertArrayEquals(host.get(0), found.get(1));
      assertArrayEquals(host.get(1), found.get(2));
      checkOrder(spec, x, found);
      TopK indices = new TopK(outer, size, inner, k, true, false);
      TopK values = new TopK(outer, size, inner, k, false, true);
      assertArrayEquals(
          found.get(1),
          Comparison.run(device, indices, false, (name, count, ignored) -> x.clone(), 1).get(1));
      assertArrayEquals(
          found.get(2),
          Comparison.run(device, values, false, (name, count, ignored) -> x.clone(), 1).get(1));
    }
  }

  /** Descending, NaN first, of equal elements the one with the higher position first. */
  private static void checkOrder(TopK spec, float[] x, List<float[]> found) {
    int inner = (int) spec.inner();
    int size = (int) spec.size();
    for (int row = 0; row < spec.outer(); row++) {
      for (int column = 0; column < inner; column++) {
        List<Integer> order = new ArrayList<>();
        int base = row * size * inner + column;
        for (int i = size - 1; i >= 0; i--) {
          order.add(i);
        }
        order.sort((a, b) -> Float.compare(x[base + b * inner], x[base + a * inner]));
        for (int i = 0; i < spec.k(); i++) {
          int at = (row * spec.k() + i) * inner + column;
          assertEquals((float) order.get(i), found.get(1)[at]);
          assertEquals(x[base + order.get(i) * inner], found.get(2)[at]);
        }
      }
    }
  }

  private static List<float[]> onHost(TopK spec, float[] x) {
    HostOp op = (HostOp) spec.decompose().steps().get(0).spec();
    List<HostTensor> tensors = new ArrayList<>();
    List<float[]> results = new ArrayList<>();
    try (HostMemory memory = HostMemory.allocate(1 << 20)) {
      long offset = 0;
      for (Operand operand : op.operands()) {
        TensorSpec tensor = operand.tensor();
        tensors.add(new HostTensor(memory, offset, tensor));
        offset += tensor.extentBytes();
      }
      tensors.get(0).floats().put(x);
      op.function().run(tensors);
      for (HostTensor tensor : tensors.subList(1, tensors.size())) {
        float[] values = new float[(int) tensor.tensor().shape().count()];
        tensor.floats().get(values);
        results.add(values);
      }
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    return results;
  }
}
