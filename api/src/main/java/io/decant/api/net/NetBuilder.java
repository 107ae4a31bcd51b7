package io.decant.api.net;

import io.decant.api.engine.Engine;
import io.decant.api.layer.DataShare;
import io.decant.api.layer.LayerRegistry;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.KnownForks;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.text.UnknownField;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how a net is made from its prototxt. Not thread-safe. */
public final class NetBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(NetBuilder.class);

  private final Engine engine;
  private final Located<NetParameter> parameter;
  private LayerRegistry registry = LayerRegistry.load();
  private NetState state;
  private long seed = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
  private boolean backward = true;
  private Path directory = Path.of("");
  private DataShare share = DataShare.ALL;
  private Retention retention = Retention.ALL;
  private @Nullable Net trained;

  NetBuilder(Engine engine, Located<NetParameter> parameter) {
    this.engine = engine;
    this.parameter = parameter;
    this.state = parameter.message().getState();
  }

  /** Sets the phase; by default that of the prototxt's state. */
  public NetBuilder phase(Phase phase) {
    state = state.toBuilder().setPhase(phase).build();
    return this;
  }

  /** Sets phase, level and stages, by which include and exclude rules choose layers. */
  public NetBuilder state(NetState newState) {
    state = newState;
    return this;
  }

  /**
   * Uses the parameters of another net where layers have the same name: what one net learns, the
   * other sees. Close this net first.
   *
   * @throws IllegalArgumentException when the other net runs on another engine
   */
  public NetBuilder sharingParametersWith(Net net) {
    if (net.engine() != engine) {
      throw new IllegalArgumentException(
          "net '"
              + parameter.message().getName()
              + "' cannot share the parameters of net '"
              + net.name()
              + "', which runs on another engine; copyTrainedLayersFrom(net) copies them");
    }
    trained = net;
    return this;
  }

  /**
   * Sets the seed of fillers and of random numbers on the device; by default one differs each time.
   */
  public NetBuilder seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /** Sets where relative paths of the prototxt start; by default in the working directory. */
  public NetBuilder directory(Path newDirectory) {
    directory = newDirectory;
    return this;
  }

  /** Reads only a share of the records of each source; by default all. */
  public NetBuilder share(DataShare newShare) {
    share = newShare;
    return this;
  }

  /** Says whether the net computes gradients; by default it does. */
  public NetBuilder backward(boolean wanted) {
    backward = wanted;
    return this;
  }

  /** Keeps only these blobs, and the outputs, after an iteration; by default all are kept. */
  public NetBuilder retain(Collection<String> names) {
    retention = Retention.of(Set.copyOf(names));
    return this;
  }

  /** Uses other layer types than those found by the service loader. */
  public NetBuilder layers(LayerRegistry newRegistry) {
    registry = newRegistry;
    return this;
  }

  /**
   * Makes the net: layers, connections, shapes. Nothing is allocated on the device yet.
   *
   * @throws io.decant.proto.ProtoFormatException when the prototxt does not describe a net
   */
  public Net build() {
    NetParameter message = parameter.message();
    parameter.source().requireKnownFieldsOutside("layer");
    for (UnknownField field : parameter.source().fieldsWithoutEffect()) {
      LOG.info("{}: {}", field.location(), KnownForks.explain(field));
    }
    List<Located<LayerParameter>> layers =
        SplitInsertion.insert(NetRules.filter(Prototxt.layers(parameter), state));
    ParameterTable parameters = new ParameterTable(trained == null ? null : trained.graph());
    GraphBuilder builder =
        new GraphBuilder(
            message.getName(), registry, state.getPhase(), seed, directory, share, parameters);
    NetGraph graph = builder.build(layers);
    BackwardPlan.apply(graph.layers(), message.getForceBackward());
    Retention kept = message.getDebugInfo() ? Retention.ALL : retention;
    return new Net(
        engine, graph, state.getPhase(), seed, backward, kept, builder.outputs(), message);
  }
}
