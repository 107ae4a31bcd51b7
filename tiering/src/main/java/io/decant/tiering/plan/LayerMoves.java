package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.LayerStorage;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.ProgramOp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What IBM's Large Model Support for Caffe sends away, and behind which operator. Forward, behind
 * each layer but the last and those in place, the data of its bottoms. Backward, behind each layer
 * that takes part and is not in place, data and gradients of its tops, but for gradients whose
 * place those of bottoms took; these without a copy, where the layer is the first that has them as
 * a top, and some layers, all of types that IBM covered, have them as a bottom.
 */
final class LayerMoves {
  private static final Set<String> COVERED =
      Set.of(
          "Convolution",
          "InnerProduct",
          "SoftmaxWithLoss",
          "Pooling",
          "ReLU",
          "Split",
          "Accuracy",
          "Concat",
          "Dropout",
          "LRN",
          "Scale",
          "Eltwise",
          "BatchNorm",
          "Data");

  /**
   * A block that leaves.
   *
   * @param drop whether its contents are given up; if not, they go to the host
   */
  record Move(Block block, boolean drop) {}

  private final LoweredProgram program;
  private final List<LayerStorage<Block>> layers;
  private final Map<Block, LayerStorage<Block>> maker = new HashMap<>();
  private final Set<Block> consumed = new HashSet<>();
  private final Set<Block> uncovered = new HashSet<>();
  private final ByOperator<Move> moves = new ByOperator<>();

  private LayerMoves(LoweredProgram program) {
    this.program = program;
    this.layers = program.program().layers();
  }

  /** Returns the moves by the operators that they follow; -1 is the start. */
  static ByOperator<Move> of(LoweredProgram program) {
    return new LayerMoves(program).list();
  }

  private ByOperator<Move> list() {
    for (LayerStorage<Block> layer : layers) {
      storage(layer.tops()).forEach(block -> maker.putIfAbsent(block, layer));
      List<Block> bottoms = storage(layer.bottoms());
      consumed.addAll(bottoms);
      if (!COVERED.contains(layer.type())) {
        uncovered.addAll(bottoms);
      }
    }
    backward(forward());
    return moves;
  }

  /** Returns the last operator of the forward pass. */
  private int forward() {
    Map<String, Integer> last = lastOps(Direction.FORWARD);
    int op = -1;
    for (int i = 0; i < layers.size(); i++) {
      LayerStorage<Block> layer = layers.get(i);
      op = last.getOrDefault(layer.layer(), op);
      if (i < layers.size() - 1 && !layer.worksInPlace()) {
        for (LayerStorage.Blob<Block> bottom : layer.bottoms()) {
          add(op, bottom.data(), false);
        }
      }
    }
    return op;
  }

  private void backward(int end) {
    Map<String, Integer> last = lastOps(Direction.BACKWARD);
    int op = end;
    for (int i = layers.size() - 1; i >= 0; i--) {
      LayerStorage<Block> layer = layers.get(i);
      op = last.getOrDefault(layer.layer(), op);
      if (layer.backward() && !layer.worksInPlace()) {
        for (LayerStorage.Blob<Block> top : layer.tops()) {
          add(op, top.data(), lastUse(top.data(), layer));
          if (!isTaken(top.diff(), layer)) {
            add(op, top.diff(), lastUse(top.diff(), layer));
          }
        }
      }
    }
  }

  /** Returns whether a layer has put a bottom's gradient in the place, rather than a view. */
  private boolean isTaken(@Nullable Block block, LayerStorage<Block> layer) {
    return layer.bottoms().stream().anyMatch(bottom -> block != null && block == bottom.diff())
        && program.ops().stream()
            .filter(lowered -> lowered.op().direction() == Direction.BACKWARD)
            .filter(lowered -> lowered.op().layer().equals(layer.layer()))
            .flatMap(lowered -> lowered.accesses().stream())
            .anyMatch(access -> access.block() == block && access.writes());
  }

  private boolean lastUse(@Nullable Block block, LayerStorage<Block> layer) {
    return block != null
        && maker.get(block) == layer
        && consumed.contains(block)
        && !uncovered.contains(block)
        && !program.program().retained().contains(block);
  }

  private void add(int op, @Nullable Block block, boolean drop) {
    if (block != null) {
      moves.add(op, new Move(block, drop));
    }
  }

  private Map<String, Integer> lastOps(Direction direction) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < program.ops().size(); i++) {
      ProgramOp op = program.ops().get(i).op();
      if (op.direction() == direction) {
        last.put(op.layer(), i);
      }
    }
    return last;
  }

  private static List<Block> storage(List<LayerStorage.Blob<Block>> blobs) {
    return blobs.stream().flatMap(blob -> blob.storage().stream()).toList();
  }
}
