package example.layers;

import io.decant.api.layer.LayerFactory;
import io.decant.api.layer.LayerProvider;
import java.util.Map;

/** Named in META-INF/services/io.decant.api.layer.LayerProvider. */
public final class ExampleLayers implements LayerProvider {
  @Override
  public Map<String, LayerFactory> layers() {
    return Map.of("ScaledTanH", ScaledTanhLayer::new, "RowMedian", RowMedianLayer::new);
  }

  @Override
  public boolean readsUnknownFields() {
    return true;
  }
}
