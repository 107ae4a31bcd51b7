package io.decant.spi.memory;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Operators in order, over blocks: a net as data. Device-neutral, immutable, thread-safe.
 *
 * @see ProgramBuilder
 */
public final class Program {
  private final String name;
  private final List<ProgramOp> ops;
  private final Map<Value, Block> blocks;
  private final Set<Block> retained;
  private final List<LayerStorage<Block>> layers;
  private final boolean cut;
  private final boolean observed;

  Program(
      String name,
      List<ProgramOp> ops,
      Map<Value, Block> blocks,
      Set<Block> retained,
      List<LayerStorage<Block>> layers,
      boolean cut,
      boolean observed) {
    this.name = name;
    this.ops = List.copyOf(ops);
    this.blocks = Map.copyOf(blocks);
    this.retained = Set.copyOf(retained);
    this.layers = List.copyOf(layers);
    this.cut = cut;
    this.observed = observed;
  }

  /** Returns its name, for instance {@code train-first-pass}. */
  public String name() {
    return name;
  }

  /** Returns the operators in order. */
  public List<ProgramOp> ops() {
    return ops;
  }

  /** Returns the blocks whose contents can be read after a run, besides persistent ones. */
  public Set<Block> retained() {
    return retained;
  }

  /** Returns the layers that it was made from, in their order; empty where there are none. */
  public List<LayerStorage<Block>> layers() {
    return layers;
  }

  /**
   * Returns whether a run may stop at some operator and go on in another program, over the same
   * blocks: what this program does about memory before that operator must not count on what it does
   * behind it.
   */
  public boolean isCut() {
    return cut;
  }

  /**
   * Returns whether a run may stop behind any layer to look at what it left: then every operator
   * must leave what it names.
   */
  public boolean isObserved() {
    return observed;
  }

  /**
   * Returns a program that is like this one but for its operators. Tensors stay where they are;
   * what no operator touches any more has no contents.
   */
  public Program withOps(List<ProgramOp> others) {
    return new Program(name, others, blocks, retained, layers, cut, observed);
  }

  /**
   * Returns the same as {@link #withOps(List)}, where layers keep blobs in other blocks.
   *
   * @param moved for each block that no operator touches any more, the one that holds its contents;
   *     neither persistent nor retained
   */
  public Program withOps(List<ProgramOp> others, Map<Block, Block> moved) {
    List<LayerStorage<Block>> places =
        layers.stream()
            .map(layer -> layer.<Block>map(block -> moved.getOrDefault(block, block)))
            .toList();
    return new Program(name, others, blocks, retained, places, cut, observed);
  }

  /** Returns the blocks of the values that operators touch. */
  Map<Value, Block> blocks() {
    return blocks;
  }

  /** Returns whether any operator touches the value. */
  public boolean contains(Value value) {
    return blocks.containsKey(value);
  }

  /**
   * Returns where a tensor lives.
   *
   * @throws IllegalArgumentException when its value is transient and no operator touches it
   */
  public Region region(Tensor tensor) {
    Block persistent = tensor.value().persistentBlock();
    Block block = persistent == null ? blocks.get(tensor.value()) : persistent;
    if (block == null) {
      throw new IllegalArgumentException(
          "program " + name + " has no operator that touches " + tensor.value());
    }
    return new Region(block, tensor.offset(), tensor.spec());
  }
}
