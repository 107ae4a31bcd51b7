package io.decant.tiering.plan;

import io.decant.spi.memory.LinkRates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A program so small that all schedules of it can be looked at, in whole seconds and bytes.
 *
 * @param bytes of each block
 * @param persistent whether each block survives between runs
 */
record SmallProgram(List<Op> ops, List<Integer> bytes, List<Boolean> persistent) {
  /** What an operator does with a block. */
  enum Access {
    READ("f"),
    WRITE("w"),
    CHANGE("fw");

    private final String letters;

    Access(String letters) {
      this.letters = letters;
    }
  }

  /**
   * An operator.
   *
   * @param dead blocks that nobody looks at afterwards
   */
  record Op(int seconds, Map<Integer, Access> uses, List<Integer> dead) {}

  /** Returns a program in which each operator makes or changes a block from some before. */
  static SmallProgram random(Random random) {
    int blocks = 4 + random.nextInt(2);
    List<Integer> bytes = random.ints(blocks, 1, 5).map(size -> 2 * size).boxed().toList();
    List<Boolean> persistent = new ArrayList<>(Collections.nCopies(blocks, false));
    persistent.set(0, random.nextBoolean());
    List<Op> ops = new ArrayList<>();
    int made = persistent.get(0) ? 1 : 0;
    int count = 6 + random.nextInt(3);
    for (int op = 0; op < count; op++) {
      Map<Integer, Access> uses = new TreeMap<>();
      for (int reads = random.nextInt(3); reads > 0 && made > 0; reads--) {
        uses.put(random.nextInt(made), Access.READ);
      }
      if (made < blocks && (made == 0 || random.nextInt(3) > 0)) {
        uses.put(made++, Access.WRITE);
      } else {
        uses.put(random.nextInt(made), random.nextInt(3) > 0 ? Access.CHANGE : Access.READ);
      }
      ops.add(new Op(1 + random.nextInt(4), uses, new ArrayList<>()));
    }
    SmallProgram program = new SmallProgram(ops, bytes, persistent);
    program.markDead();
    return program;
  }

  /** Marks the last use of each block that does not survive. */
  void markDead() {
    for (int block = 0; block < bytes.size(); block++) {
      for (int op = ops.size() - 1; op >= 0 && !persistent.get(block); op--) {
        if (ops.get(op).uses().containsKey(block)) {
          ops.get(op).dead().add(block);
          break;
        }
      }
    }
  }

  /** Returns the bytes of the largest operator. */
  int smallestPool() {
    return ops.stream()
        .mapToInt(op -> op.uses().keySet().stream().mapToInt(bytes::get).sum())
        .max()
        .orElse(0);
  }

  /** Returns what a plan is made from. */
  PlanInput input(int rateIn, int rateOut) {
    RecordedProgram recorded = new RecordedProgram("small", text());
    RunOrder order = new RunOrder(recorded.program(), List.of());
    return new PlanInput(
        order,
        ops.stream().mapToDouble(Op::seconds).toArray(),
        new Lives(order, 1, block -> false, block -> BlockLife.Boundary.FREE)
            .collect(new BlockUses(order).map(), List.of()),
        new LinkRates(rateIn, rateOut));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int block = 0; block < bytes.size(); block++) {
      String life = persistent.get(block) ? " PARAMETER persistent b" : " ACTIVATION transient b";
      text.append("block " + block + " " + bytes.get(block) + life + block + "\n");
    }
    for (int i = 0; i < ops.size(); i++) {
      Op op = ops.get(i);
      text.append("op " + 1_000_000L * op.seconds() + " PURE device FORWARD layer" + i + " Op");
      op.uses()
          .forEach(
              (block, access) ->
                  text.append(" " + block + ":" + access.letters)
                      .append(op.dead().contains(block) ? "d" : ""));
      text.append("\n");
    }
    return text.toString();
  }
}
