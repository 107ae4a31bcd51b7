package io.decant.spi.memory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which values share a block: an in-place value takes the older one's when nobody needs
 * that.
 */
final class BlockAssignment {
  private final List<List<Tensor>> ops;
  private final Set<Value> retained;
  private final Map<Value, Block> shared;
  private final Map<Value, Integer> firstUse = new HashMap<>();
  private final Map<Value, Integer> lastUse = new HashMap<>();
  private final Map<Value, Block> blocks = new HashMap<>();
  private final Map<Block, Integer> blockLastUse = new HashMap<>();
  private final Set<Block> kept = new HashSet<>();

  BlockAssignment(List<List<Tensor>> ops, Set<Value> retained, Map<Value, Block> shared) {
    this.ops = ops;
    this.retained = retained;
    this.shared = shared;
  }

  Map<Value, Block> assign() {
    for (int index = 0; index < ops.size(); index++) {
      for (Tensor tensor : ops.get(index)) {
        firstUse.putIfAbsent(tensor.value(), index);
        lastUse.put(tensor.value(), index);
      }
    }
    // Values of a shared program keep their blocks: whoever else wants one must know their uses.
    firstUse.keySet().stream().filter(shared::containsKey).forEach(this::assign);
    for (List<Tensor> operands : ops) {
      for (Tensor tensor : operands) {
        assign(tensor.value());
      }
    }
    return blocks;
  }

  private Block assign(Value value) {
    Block known = blocks.get(value);
    if (known != null) {
      return known;
    }
    Block block = choose(value);
    blocks.put(value, block);
    if (retained.contains(value)) {
      kept.add(block);
    }
    blockLastUse.merge(block, use(lastUse, value), Math::max);
    return block;
  }

  private Block choose(Value value) {
    Block persistent = value.persistentBlock();
    if (persistent != null) {
      return persistent;
    }
    Block known = shared.get(value);
    if (known != null && !holdsWhatIsNeeded(known, value)) {
      return known;
    }
    Value older = value.overwrites();
    if (older != null && older.persistentBlock() == null && firstUse.containsKey(older)) {
      Block candidate = assign(older);
      if (!kept.contains(candidate) && use(blockLastUse, candidate) <= use(firstUse, value)) {
        return candidate;
      }
    }
    return new Block(value.name(), value.bytes(), value.role(), false);
  }

  /** Returns whether the other program's block has an older value that this one still needs. */
  private boolean holdsWhatIsNeeded(Block block, Value value) {
    int first = use(firstUse, value);
    for (Value older = value.overwrites(); older != null; older = older.overwrites()) {
      boolean needed = retained.contains(older) || use(lastUse, older) > first;
      if (needed && firstUse.containsKey(older) && shared.get(older) == block) {
        return true;
      }
    }
    return false;
  }

  private static <K> int use(Map<K, Integer> uses, K key) {
    Integer index = uses.get(key);
    return index == null ? -1 : index;
  }
}
