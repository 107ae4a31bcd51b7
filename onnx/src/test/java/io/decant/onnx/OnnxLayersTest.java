package io.decant.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxLayersTest {
  @Test
  void twoProvidersOfOneTypeAreRefused() {
    OnnxLayerProvider provider = () -> Map.of("Mine", layer -> {});
    assertEquals(List.of("Mine"), new OnnxLayers(List.of(provider)).types());
    String message =
        assertThrows(IllegalStateException.class, () -> new OnnxLayers(List.of(provider, provider)))
            .getMessage();
    assertTrue(message.contains("'Mine'"), message);
  }
}
