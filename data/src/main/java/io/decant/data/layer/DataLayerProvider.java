package io.decant.data.layer;

import io.decant.api.layer.LayerFactory;
import io.decant.api.layer.LayerProvider;
import java.util.Map;

/** The layers of this module. */
public final class DataLayerProvider implements LayerProvider {
  @Override
  public Map<String, LayerFactory> layers() {
    return Map.of(
        "Data", DataLayer::new,
        "HDF5Data", Hdf5DataLayer::new,
        "HDF5Output", Hdf5OutputLayer::new,
        "ImageData", ImageDataLayer::new,
        "MemoryData", MemoryDataLayer::new,
        "WindowData", WindowDataLayer::new);
  }
}
