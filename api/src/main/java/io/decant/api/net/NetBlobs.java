package io.decant.api.net;

import io.decant.api.blob.Blob;
import io.decant.api.engine.Engine;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A net's blobs by name; they show what the programs that ran last left in them. */
final class NetBlobs {
  private final Engine engine;
  private final String netName;
  private final Map<String, List<BlobVersion>> versions;
  private final Map<BlobVersion, Integer> writers = new HashMap<>();
  private final NetPrograms programs;

  NetBlobs(Engine engine, NetGraph graph, NetPrograms programs) {
    this.engine = engine;
    this.netName = graph.name();
    this.versions = graph.versions();
    this.programs = programs;
    for (int i = 0; i < graph.layers().size(); i++) {
      for (BlobVersion top : graph.layers().get(i).tops) {
        writers.put(top, i);
      }
    }
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
    return new Blob(
        name,
        engine,
        () -> programs.shape(shown(found)),
        () -> data(filled(found)),
        () -> data(shown(found)),
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
        () -> gradient(param));
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
    return host ? all.get(0) : shown(all);
  }

  /** Returns the version that was written last; the first when none has been. */
  private BlobVersion shown(List<BlobVersion> all) {
    BlobVersion shown = all.get(0);
    for (BlobVersion version : all) {
      if (Objects.requireNonNull(writers.get(version)) <= programs.reached()) {
        shown = version;
      }
    }
    return shown;
  }

  private Region gradient(NetParam param) {
    programs.prepare();
    if (!param.gradientLasts()) {
      throw new IllegalStateException(
          "the gradient of "
              + param
              + " was given up behind its update, since the net keeps its outputs only; keep all"
              + " blobs, or set snapshot_diff or debug_info in the solver");
    }
    return programs.region(param.gradient());
  }

  private Region region(Tensor persistent) {
    programs.prepare();
    return programs.region(persistent);
  }
}
