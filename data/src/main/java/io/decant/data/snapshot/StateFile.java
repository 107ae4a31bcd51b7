package io.decant.data.snapshot;

import io.decant.api.snapshot.StoredBlob;
import io.decant.data.DataException;
import io.decant.data.hdf5.Hdf5Array;
import io.decant.data.hdf5.Hdf5File;
import io.decant.data.hdf5.Hdf5Group;
import io.decant.data.hdf5.Hdf5Integer;
import io.decant.data.hdf5.Hdf5Node;
import io.decant.data.hdf5.Hdf5Text;
import io.decant.proto.ProtoException;
import io.decant.proto.caffe.SolverState;
import io.decant.proto.io.BlobData;
import io.decant.proto.text.Prototxt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a solver state holds. Caffe's are iter, learned_net, current_step and the group history;
 * what Decant adds stands in decant_state, as text, which Caffe does not look at.
 */
final class StateFile {
  private static final String ITER = "iter";
  private static final String LEARNED_NET = "learned_net";
  private static final String CURRENT_STEP = "current_step";
  private static final String HISTORY = "history";
  private static final String MORE = "decant_state";

  private StateFile() {}

  static List<Hdf5Node> nodes(SolverState header, List<StoredBlob> history) {
    List<Hdf5Array> blobs = new ArrayList<>();
    for (StoredBlob blob : history) {
      blobs.add(LoadedValues.array(blobs.size(), blob.shape(), blob.data()));
    }
    List<Hdf5Node> nodes = new ArrayList<>();
    nodes.add(new Hdf5Integer(ITER, header.getIter()));
    nodes.add(new Hdf5Text(LEARNED_NET, header.getLearnedNet()));
    nodes.add(new Hdf5Integer(CURRENT_STEP, header.getCurrentStep()));
    nodes.add(new Hdf5Group(HISTORY, blobs));
    SolverState more =
        header.toBuilder().clearIter().clearLearnedNet().clearCurrentStep().clearHistory().build();
    if (more.getSerializedSize() > 0) {
      nodes.add(new Hdf5Text(MORE, Prototxt.print(more)));
    }
    return nodes;
  }

  static SolverState read(Hdf5File file, Consumer<BlobData> history) throws DataException {
    List<String> names = file.names();
    if (!names.contains(ITER) || !names.contains(HISTORY)) {
      throw new DataException(
          "%s is no solverstate: it should hold '%s' and '%s', it holds %s"
              .formatted(file.path(), ITER, HISTORY, names));
    }
    SolverState.Builder state = SolverState.newBuilder();
    if (names.contains(MORE)) {
      state.mergeFrom(more(file));
    }
    state.setIter(file.integer(ITER)).setCurrentStep(file.integer(CURRENT_STEP));
    if (names.contains(LEARNED_NET)) {
      state.setLearnedNet(file.text(LEARNED_NET));
    }
    int expected = 0;
    for (int index : Indices.of(file, HISTORY)) {
      if (index != expected) {
        throw new DataException(
            "cannot read %s: there is no dataset 'history/%d', but 'history/%d'"
                .formatted(file.path(), expected, index));
      }
      history.accept(Indices.read(file, HISTORY, index));
      expected++;
    }
    return state.build();
  }

  private static SolverState more(Hdf5File file) throws DataException {
    String where = "dataset '" + MORE + "' of " + file.path();
    try {
      return Prototxt.parse(file.text(MORE), where, SolverState.getDefaultInstance()).message();
    } catch (ProtoException e) {
      throw new DataException("cannot read " + e.getMessage(), e);
    }
  }
}
