package io.decant.api.solver;

import io.decant.api.engine.Engine;
import io.decant.api.layer.Positioned;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.snapshot.SnapshotFormat;
import io.decant.api.snapshot.SnapshotFormats;
import io.decant.api.snapshot.StoredBlob;
import io.decant.proto.caffe.DataPosition;
import io.decant.proto.caffe.SolverState;
import io.decant.proto.io.BlobData;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes and reads the state of a training run: histories, positions in the data, seed. */
final class Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);

  private final Engine engine;
  private final Map<String, Net> nets = new LinkedHashMap<>();
  private final SnapshotFormat format;
  private final SolverType type;
  private final List<Tensor> histories;

  /**
   * Creates the access to a run's state.
   *
   * @param train the training net
   * @param tests the test nets
   * @param rule knows the histories, in the order of the file
   * @param format what is written
   */
  Snapshots(Engine engine, Net train, List<Net> tests, UpdateRule rule, SnapshotFormat format) {
    this.engine = engine;
    this.format = format;
    this.type = rule.type();
    this.histories = rule.histories();
    nets.put("", train);
    for (int i = 0; i < tests.size(); i++) {
      nets.put("test#" + i, tests.get(i));
    }
  }

  /** Checks, before a run starts, that its snapshots can be written. */
  void check(SnapshotFiles files, boolean gradients) {
    train().checkSave(files.model(0), gradients);
    format.checkState(files.state(0), history());
  }

  /**
   * Writes the model, then the state; each file appears only when it is complete.
   *
   * @param more what else the state is to hold
   */
  void write(SnapshotFiles files, long iteration, boolean gradients, SolverState more) {
    Net train = train();
    Path model = files.model(iteration);
    LOG.info("Snapshotting to {} file {}", format.title(), model);
    train.save(model, gradients);
    Path state = files.state(iteration);
    LOG.info("Snapshotting solver state to {} file {}", format.title(), state);
    SolverState header =
        more.toBuilder()
            .setIter(Math.toIntExact(iteration))
            .setLearnedNet(model.toString())
            .setLearnedNetCheck(Checksum.of(model))
            .setRandomSeed(train.seed())
            .addAllDataPosition(positions())
            .build();
    format.writeState(state, header, history());
  }

  private List<StoredBlob> history() {
    return histories.stream()
        .map(history -> new StoredBlob(history.shape(), () -> engine.read(region(history))))
        .toList();
  }

  /** Reads a state: checks and sets the histories, the positions and the seed; returns the rest. */
  SolverState read(Path file) {
    List<BlobData> blobs = new ArrayList<>();
    SnapshotFormat found = SnapshotFormats.reading(file);
    SolverState state = found.readState(file, blobs::add);
    check(file, blobs, found);
    if (state.hasRandomSeed()) {
      nets.values().forEach(net -> net.passes().reseed(state.getRandomSeed()));
    }
    for (int i = 0; i < histories.size(); i++) {
      if (blobs.get(i).data().length > 0) {
        engine.write(region(histories.get(i)), FloatBuffer.wrap(blobs.get(i).data()));
      }
    }
    for (DataPosition position : state.getDataPositionList()) {
      seek(file, position);
    }
    return state;
  }

  /**
   * Reads a state and the weights that it names, and changes nothing.
   *
   * @throws io.decant.proto.ProtoException when something is missing or damaged
   * @throws IllegalArgumentException when it is a state of another net or solver type
   */
  void verify(Path file) {
    List<BlobData> blobs = new ArrayList<>();
    SnapshotFormat found = SnapshotFormats.reading(file);
    SolverState state = found.readState(file, blobs::add);
    check(file, blobs, found);
    Path model = SnapshotFiles.learnedNet(file, state.getLearnedNet());
    if (state.hasLearnedNetCheck() && Files.isRegularFile(model)) {
      Checksum.require(state.getLearnedNetCheck(), model, file);
    }
    train().verifyTrainedLayers(model);
  }

  private void check(Path file, List<BlobData> blobs, SnapshotFormat found) {
    if (blobs.size() != histories.size()) {
      throw new IllegalArgumentException(
          file
              + ": holds "
              + blobs.size()
              + " history blobs; "
              + type.type()
              + " keeps "
              + type.histories()
              + " for each of the "
              + histories.size() / type.histories()
              + " parameters of this net, "
              + histories.size()
              + " in all; restore a snapshot of the same net and solver type");
    }
    for (int i = 0; i < blobs.size(); i++) {
      Tensor history = histories.get(i);
      if (!blobs.get(i).matches(history.shape().toArray())) {
        throw new IllegalArgumentException(
            file
                + ": "
                + found.historyBlob(i)
                + " has the shape "
                + Arrays.toString(blobs.get(i).shape())
                + ", "
                + history.value().name()
                + " of this net has "
                + Arrays.toString(history.shape().toArray())
                + "; restore a snapshot of the same net");
      }
    }
  }

  private List<DataPosition> positions() {
    List<DataPosition> positions = new ArrayList<>();
    nets.forEach(
        (name, net) -> {
          for (NetLayer layer : net.layers()) {
            if (layer.layer() instanceof Positioned positioned) {
              positions.add(
                  DataPosition.newBuilder()
                      .setNet(name)
                      .setLayer(layer.label())
                      .setRecord(positioned.position())
                      .build());
            }
          }
        });
    return positions;
  }

  private void seek(Path file, DataPosition position) {
    Net net = nets.get(position.getNet());
    if (net != null) {
      for (NetLayer layer : net.layers()) {
        if (layer.label().equals(position.getLayer())
            && layer.layer() instanceof Positioned positioned) {
          positioned.seek(position.getRecord());
          return;
        }
      }
    }
    LOG.warn(
        "{}: no layer '{}' to go on reading at record {}",
        file,
        position.getLayer(),
        position.getRecord());
  }

  private Net train() {
    return Objects.requireNonNull(nets.get(""));
  }

  private static Region region(Tensor persistent) {
    Block block = Objects.requireNonNull(persistent.value().persistentBlock());
    return new Region(block, persistent.offset(), persistent.spec());
  }
}
