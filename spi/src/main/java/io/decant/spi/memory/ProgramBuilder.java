package io.decant.spi.memory;

import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects operators over {@link Tensor}s and decides which values share a block. Not thread-safe.
 */
public final class ProgramBuilder {
  private record Emitted(OpSpec spec, List<Tensor> operands, String layer, Direction direction) {}

  private final String name;
  private final Map<Value, Block> shared;
  private final List<Emitted> ops = new ArrayList<>();
  private final Set<Value> retained = new HashSet<>();
  private final List<LayerStorage<Value>> layers = new ArrayList<>();
  private String layer = "";
  private Direction direction = Direction.FORWARD;
  private boolean cut;
  private boolean observed;

  /** Creates an empty program. */
  public ProgramBuilder(String name) {
    this(name, Map.of());
  }

  private ProgramBuilder(String name, Map<Value, Block> shared) {
    this.name = name;
    this.shared = shared;
  }

  /**
   * Creates an empty program whose values live in the same blocks as those of another, where it has
   * them.
   */
  public static ProgramBuilder sharing(Program other, String name) {
    return new ProgramBuilder(name, other.blocks());
  }

  /** Names the layer and direction of the operators that follow. */
  public void enter(String layer, Direction direction) {
    this.layer = layer;
    this.direction = direction;
  }

  /**
   * Appends an operator.
   *
   * @throws IllegalArgumentException when a tensor does not fit the operand it is given for
   */
  public void emit(OpSpec spec, List<Tensor> operands) {
    List<Operand> expected = spec.operands();
    if (expected.size() != operands.size()) {
      throw new IllegalArgumentException(
          where(spec) + " has " + expected.size() + " operands, not " + operands.size());
    }
    for (int i = 0; i < operands.size(); i++) {
      Tensor tensor = operands.get(i);
      Operand operand = expected.get(i);
      if (tensor.spec().type() != operand.tensor().type()
          || operand.tensor().extentBytes() > tensor.value().bytes() - tensor.offset()) {
        throw new IllegalArgumentException(
            where(spec)
                + ": operand "
                + operand.name()
                + " is "
                + operand.tensor()
                + ", was given "
                + tensor.spec()
                + " of "
                + tensor.value());
      }
    }
    ops.add(new Emitted(spec, List.copyOf(operands), layer, direction));
  }

  /** Appends an operator. */
  public void emit(OpSpec spec, Tensor... operands) {
    emit(spec, List.of(operands));
  }

  /** Makes sure that a value can be read after a run. */
  public void retain(Value value) {
    retained.add(value);
  }

  /** Says where the blobs of a layer are; layers are given in the order of the net. */
  public void describe(LayerStorage<Value> layer) {
    layers.add(layer);
  }

  /** Says that a run may go on in another program behind the last operator so far. */
  public void cut() {
    cut = true;
  }

  /** Says that a run may stop behind any layer to look at what it left. */
  public void observe() {
    observed = true;
  }

  /** Returns the program. */
  public Program build() {
    List<List<Tensor>> operands = ops.stream().map(Emitted::operands).toList();
    Map<Value, Block> blocks = new BlockAssignment(operands, retained, shared).assign();
    List<ProgramOp> lowered = new ArrayList<>(ops.size());
    for (Emitted op : ops) {
      List<Region> regions = new ArrayList<>(op.operands.size());
      for (int i = 0; i < op.operands.size(); i++) {
        Tensor tensor = op.operands.get(i);
        regions.add(
            new Region(
                Objects.requireNonNull(blocks.get(tensor.value())),
                tensor.offset(),
                op.spec.operands().get(i).tensor()));
      }
      lowered.add(new ProgramOp(op.spec, regions, op.layer, op.direction));
    }
    Set<Block> kept = new HashSet<>();
    for (Value value : retained) {
      Block block = blocks.get(value);
      if (block != null) {
        kept.add(block);
      }
    }
    List<LayerStorage<Block>> places =
        layers.stream()
            .map(described -> described.<Block>map(value -> place(value, blocks)))
            .toList();
    return new Program(name, lowered, blocks, kept, places, cut, observed);
  }

  private static @Nullable Block place(Value value, Map<Value, Block> blocks) {
    Block persistent = value.persistentBlock();
    return persistent == null ? blocks.get(value) : persistent;
  }

  private String where(OpSpec spec) {
    return "layer '" + layer + "', " + direction + ", " + spec.name();
  }
}
