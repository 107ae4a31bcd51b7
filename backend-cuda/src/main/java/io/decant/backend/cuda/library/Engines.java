package io.decant.backend.cuda.library;

import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_ENGINECFG_ENGINE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_ENGINEHEUR_MODE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_ENGINEHEUR_OPERATION_GRAPH;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_ENGINEHEUR_RESULTS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_ENGINE_GLOBAL_INDEX;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_ENGINE_NUMERICAL_NOTE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_ENGINECFG_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_ENGINE_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_HEUR_MODE_A;
import static org.bytedeco.cuda.global.cudnn.CUDNN_HEUR_MODE_FALLBACK;
import static org.bytedeco.cuda.global.cudnn.CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION;
import static org.bytedeco.cuda.global.cudnn.CUDNN_NUMERICAL_NOTE_TENSOR_CORE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_NUMERICAL_NOTE_TYPE_COUNT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_HEUR_MODE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_NUMERICAL_NOTE;

import io.decant.spi.op.ComputeMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What cuDNN's heuristics propose for a graph: engines, with settings. */
final class Engines {
  /** The number of the engine that computes by the formula. */
  private static final long PLAIN = 0;

  private final Descriptors descriptors;
  private final Set<Integer> forbidden;

  /**
   * A proposal.
   *
   * @param name the engine's number and the settings' rank among all proposals
   */
  record Proposal(String name, Descriptor configuration) {}

  /**
   * @param mode the least exact arithmetic that will do
   * @param deterministic whether repeated runs must give the same bits
   */
  Engines(Descriptors descriptors, ComputeMode mode, boolean deterministic) {
    this.descriptors = descriptors;
    this.forbidden = forbidden(mode, deterministic);
  }

  /** Matrix units round the factors of float32 to TF32, so the exact mode does without them. */
  static Set<Integer> forbidden(ComputeMode mode, boolean deterministic) {
    Set<Integer> notes =
        Arrays.stream(
                new int[] {
                  CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS,
                  CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION
                })
            .boxed()
            .collect(Collectors.toSet());
    if (mode == ComputeMode.FLOAT32) {
      notes.add(CUDNN_NUMERICAL_NOTE_TENSOR_CORE);
    }
    if (deterministic) {
      notes.add(CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC);
    }
    return notes;
  }

  /**
   * Returns the proposals that are allowed, those first that are expected to be fastest. The plain
   * engine, which takes up to a hundred times as long as others, is among them only where there are
   * no others.
   */
  List<Proposal> proposals(Descriptor graph) {
    List<Proposal> proposals = new ArrayList<>();
    List<Proposal> plain = new ArrayList<>();
    for (int mode : new int[] {CUDNN_HEUR_MODE_A, CUDNN_HEUR_MODE_FALLBACK}) {
      for (Descriptor configuration : configurations(graph, mode)) {
        Descriptor engine = descriptors.create(CUDNN_BACKEND_ENGINE_DESCRIPTOR);
        configuration.copyTo(CUDNN_ATTR_ENGINECFG_ENGINE, engine);
        if (isAllowed(engine)) {
          long number = engine.number(CUDNN_ATTR_ENGINE_GLOBAL_INDEX);
          int rank = proposals.size() + plain.size();
          (number == PLAIN ? plain : proposals)
              .add(new Proposal("cuDNN engine " + number + " #" + rank, configuration));
        }
      }
    }
    return proposals.isEmpty() ? plain : proposals;
  }

  private boolean isAllowed(Descriptor engine) {
    int[] notes =
        engine.choices(
            CUDNN_ATTR_ENGINE_NUMERICAL_NOTE,
            CUDNN_TYPE_NUMERICAL_NOTE,
            CUDNN_NUMERICAL_NOTE_TYPE_COUNT);
    return Arrays.stream(notes).noneMatch(forbidden::contains);
  }

  private List<Descriptor> configurations(Descriptor graph, int mode) {
    Descriptor heuristics =
        descriptors
            .create(CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR)
            .parts(CUDNN_ATTR_ENGINEHEUR_OPERATION_GRAPH, graph)
            .choice(CUDNN_ATTR_ENGINEHEUR_MODE, CUDNN_TYPE_HEUR_MODE, mode);
    if (heuristics.finish() != CUDNN_STATUS_SUCCESS) {
      return List.of();
    }
    Descriptor[] found = new Descriptor[heuristics.count(CUDNN_ATTR_ENGINEHEUR_RESULTS)];
    Arrays.setAll(found, i -> descriptors.create(CUDNN_BACKEND_ENGINECFG_DESCRIPTOR));
    int count = heuristics.copyTo(CUDNN_ATTR_ENGINEHEUR_RESULTS, found);
    return Arrays.asList(found).subList(0, count);
  }
}
