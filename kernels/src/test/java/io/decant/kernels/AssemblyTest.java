package io.decant.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssemblyTest {
  private static KernelCall call(long work) {
    return call(Geometry.EMPTY.with("COUNT", 7).with("OPERATION", 8), work);
  }

  private static KernelCall call(Geometry geometry, long work) {
    return new KernelCall(
        "unary",
        Map.of("T", "float"),
        geometry,
        work,
        Grid.of(1, 64),
        List.of(),
        List.of(new Scalar.Float32(0.5f)));
  }

  @Test
  void smallOperatorsTakeTheirSizesAsArguments() {
    Assembly assembly = new Assembly(call(7), Dialect.OPENCL, 28);
    String text = assembly.source().text();
    assertTrue(
        text.contains("#define GEOMETRY , const INDEX COUNT, const INDEX OPERATION\n"), text);
    assertTrue(text.contains("#define INDEX INT32\n"), text);
    assertTrue(text.contains("float sigmoid("), "files are included");
    assertEquals(
        List.of(new Scalar.Float32(0.5f), new Scalar.Int32(7), new Scalar.Int32(8)),
        assembly.scalars());
  }

  @Test
  void largeOperatorsHaveTheirSizesCompiledIn() {
    Assembly assembly = new Assembly(call(Assembly.SPECIALISED_FROM), Dialect.CUDA, 28);
    String text = assembly.source().text();
    assertTrue(text.contains("#define COUNT ((INDEX) 7)\n"), text);
    assertFalse(text.contains("const INDEX COUNT"), text);
    assertEquals(List.of(new Scalar.Float32(0.5f)), assembly.scalars());
  }

  @Test
  void largeBuffersHaveLongIndices() {
    Assembly assembly = new Assembly(call(7), Dialect.OPENCL, 1L << 31);
    assertTrue(assembly.source().text().contains("#define INDEX INT64\n"));
    assertEquals(new Scalar.Int64(7), assembly.scalars().get(1));
  }

  @Test
  void divisorsThatAreArgumentsComeWithTheirReciprocal() {
    Geometry geometry = Geometry.EMPTY.withDivisor("INNER", 3);
    Assembly assembly = new Assembly(call(geometry, 7), Dialect.OPENCL, 28);
    String text = assembly.source().text();
    assertTrue(
        text.contains(
            ", const INDEX INNER, const UINT32 INNER_MULTIPLIER, const UINT32 INNER_SHIFT"),
        text);
    assertTrue(text.contains("#define RECIPROCALS 1\n"), text);
    assertEquals(4, assembly.scalars().size());
  }

  @Test
  void compilersDivideByConstantsAndLongNumbersThemselves() {
    Geometry geometry = Geometry.EMPTY.withDivisor("INNER", 3);
    for (Assembly assembly :
        List.of(
            new Assembly(call(geometry, Assembly.SPECIALISED_FROM), Dialect.OPENCL, 28),
            new Assembly(call(geometry, 7), Dialect.OPENCL, 1L << 31))) {
      String text = assembly.source().text();
      assertTrue(text.contains("#define INNER_MULTIPLIER 0\n"), text);
      assertTrue(text.contains("#define INNER_SHIFT 0\n"), text);
      assertTrue(text.contains("#define RECIPROCALS 0\n"), text);
    }
  }

  @Test
  void divisorsAreAtLeastOne() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Geometry.EMPTY.withDivisor("INNER", 0));
    assertEquals("nothing can be divided by INNER = 0", error.getMessage());
  }
}
