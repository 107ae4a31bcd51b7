package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.LayerStorage;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which Caffe would create the blocks of a program: layer by layer the tops (data,
 * then diff, of each), then the parameters (likewise), then what the layer keeps for itself and its
 * scratch; in the end what solvers keep. Each block comes once, and only those that operators
 * touch. A program without layers has the order of first use.
 */
final class CreationOrder {
  private final LoweredProgram program;
  private final Set<Block> touched;
  private final Set<Block> blobs = new HashSet<>();
  private final Map<String, List<Block>> internals = new HashMap<>();
  private final Set<Block> order = new LinkedHashSet<>();

  private CreationOrder(LoweredProgram program) {
    this.program = program;
    this.touched = program.blocks();
  }

  static List<Block> of(LoweredProgram program) {
    return new CreationOrder(program).list();
  }

  private List<Block> list() {
    List<LayerStorage<Block>> layers = program.program().layers();
    for (LayerStorage<Block> layer : layers) {
      layer.tops().forEach(top -> blobs.addAll(top.storage()));
      layer.parameters().forEach(parameter -> blobs.addAll(parameter.storage()));
    }
    program.ops().forEach(this::noteInternals);
    for (LayerStorage<Block> layer : layers) {
      layer.tops().forEach(this::create);
      layer.parameters().forEach(this::create);
      order.addAll(internals.getOrDefault(layer.layer(), List.of()));
    }
    order.addAll(touched);
    return List.copyOf(order);
  }

  private void noteInternals(LoweredOp op) {
    if (op.op().direction() == Direction.UPDATE) {
      return;
    }
    op.accesses().stream()
        .map(access -> access.block())
        .filter(block -> !blobs.contains(block) && block.role() != BlockRole.HISTORY)
        .forEach(
            block ->
                internals.computeIfAbsent(op.op().layer(), key -> new ArrayList<>()).add(block));
  }

  private void create(LayerStorage.Blob<Block> blob) {
    blob.storage().stream().filter(touched::contains).forEach(order::add);
  }
}
