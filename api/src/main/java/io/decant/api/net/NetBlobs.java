package io.decant.api.net;

import io.decant.api.blob.Blob;
import io.decant.api.engine.Engine;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A net's blobs by name; they show what the programs that ran last left in them. */
final class NetBlobs {
  private final Engine engine;
  private final String netName;
  private final Map<String, List<BlobVersion>> versions;
  private final NetPrograms programs;

  NetBlobs(Engine engine, NetGraph graph, NetPrograms programs) {
    this.engine = engine;
    this.netName = graph.name();
    this.versions = graph.versions();
    this.programs = programs;
  }

  /** Returns the names, in the order of first use. */
  List<String> names() {
    return List.copyOf(versions.keySet());
  }

  /**
   * Returns a blob.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  Blob get(String name) {
    List<BlobVersion> found = versions.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "net '" + netName + "' has no blob '" + name + "'; it has " + names());
    }
    BlobVersion last = found.get(found.size() - 1);
    return new Blob(
        name,
        engine,
        () -> programs.shape(last),
        () -> data(filled(found)),
        () -> data(last),
        () -> gradient(found));
  }

  /** Returns a parameter as a blob. */
  Blob get(NetParam param) {
    return new Blob(
        param.layer() + "[" + param.index() + "]",
        engine,
        param::shape,
        () -> region(param.tensor()),
        () -> region(param.tensor()),
        () -> region(param.gradient()));
  }

  private @Nullable Region data(BlobVersion version) {
    programs.prepare();
    Tensor tensor = programs.tensors().data(version);
    return tensor == null ? null : programs.region(tensor);
  }

  private @Nullable Region gradient(List<BlobVersion> all) {
    programs.prepare();
    Tensor tensor = programs.tensors().finalGradient(all);
    return tensor == null ? null : programs.region(tensor);
  }

  /** Returns the version that the host fills, where there is one, else the last. */
  private BlobVersion filled(List<BlobVersion> all) {
    programs.prepare();
    Tensor first = programs.tensors().data(all.get(0));
    boolean host = first != null && first.value().persistentBlock() != null;
    return host ? all.get(0) : all.get(all.size() - 1);
  }

  private Region region(Tensor persistent) {
    programs.prepare();
    return programs.region(persistent);
  }
}
