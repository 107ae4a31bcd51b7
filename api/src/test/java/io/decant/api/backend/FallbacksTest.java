package io.decant.api.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.op.Fill;
import io.decant.spi.op.OpSpec;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbacksTest {
  private static final OpSpec SPEC = new Fill(4, 0);

  @AfterEach
  void clear() {
    System.clearProperty("decant.fallback");
  }

  @Test
  void eachIsCounted() {
    Fallbacks fallbacks = Fallbacks.configured("example");
    fallbacks.decomposed(SPEC);
    fallbacks.decomposed(SPEC);
    assertEquals(Map.of(SPEC.name(), 2), fallbacks.counts());
  }

  @Test
  void thePropertyMakesThemErrors() {
    System.setProperty("decant.fallback", "fail");
    Fallbacks fallbacks = Fallbacks.configured("example");
    String message =
        assertThrows(IllegalStateException.class, () -> fallbacks.decomposed(SPEC)).getMessage();
    assertTrue(message.contains("'example'") && message.contains(SPEC.name()), message);
  }

  @Test
  void anotherValueOfThePropertyIsRefused() {
    System.setProperty("decant.fallback", "fial");
    assertThrows(IllegalArgumentException.class, () -> Fallbacks.configured("example"));
  }
}
