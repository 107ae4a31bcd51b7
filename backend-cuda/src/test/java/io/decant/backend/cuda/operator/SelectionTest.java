package io.decant.backend.cuda.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void isNamedInLowerCase() {
    for (Selection each : Selection.values()) {
      assertEquals(each, Selection.parse(" " + each));
    }
  }

  @Test
  void nothingElseIsTaken() {
    assertEquals(
        "decant.cuda.operators is 'cudnn'; one of fastest, libraries, kernels is needed",
        assertThrows(IllegalArgumentException.class, () -> Selection.parse("cudnn")).getMessage());
  }
}
