package io.decant.cli.memory;

import io.decant.api.forecast.LayerMemory;
import io.decant.api.forecast.MemoryStudy;
import io.decant.api.forecast.PlannedProgram;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.OpTimes;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Prints what a study of a net found. */
public final class MemoryReport {
  private static final int COLUMNS = 64;
  private static final String BARS = " ▁▂▃▄▅▆▇█";
  private static final List<BlockRole> ROLES =
      List.of(
          BlockRole.INPUT,
          BlockRole.ACTIVATION,
          BlockRole.GRADIENT,
          BlockRole.PARAMETER,
          BlockRole.HISTORY,
          BlockRole.WORKSPACE);

  private final MemoryStudy study;
  private final PrintStream out;

  /** Prepares a report. */
  public MemoryReport(MemoryStudy study, PrintStream out) {
    this.study = study;
    this.out = out;
  }

  /** Prints the bytes of each layer by what they are for, and what it needs at once. */
  public void layers() {
    out.printf(Locale.ROOT, "%-24s", "layer");
    ROLES.forEach(role -> out.printf(Locale.ROOT, " %11s", role.name().toLowerCase(Locale.ROOT)));
    out.printf(Locale.ROOT, " %11s%n", "at once");
    for (LayerMemory layer : study.layers()) {
      out.printf(Locale.ROOT, "%-24s", layer.layer());
      ROLES.forEach(role -> out.printf(Locale.ROOT, " %11s", cell(layer.bytes(role))));
      out.printf(Locale.ROOT, " %11s%n", cell(layer.workingSetBytes()));
    }
  }

  /** Prints every block, the largest first. */
  public void blocks() {
    out.println();
    out.printf(Locale.ROOT, "%-32s %-10s %-24s %15s%n", "block", "role", "layer", "bytes");
    record Row(Block block, String layer) {}
    study.layers().stream()
        .flatMap(layer -> layer.blocks().stream().map(block -> new Row(block, layer.layer())))
        .sorted(Comparator.comparingLong((Row row) -> row.block().bytes()).reversed())
        .forEach(
            row ->
                out.printf(
                    Locale.ROOT,
                    "%-32s %-10s %-24s %15d%n",
                    row.block().name(),
                    row.block().role().name().toLowerCase(Locale.ROOT),
                    row.layer(),
                    row.block().bytes()));
  }

  /** Prints how much of each program's blocks is alive, from its first operator to its last. */
  public void curves() {
    for (LoweredProgram program : study.programs()) {
      List<Long> live = study.liveBytes(program);
      if (live.isEmpty()) {
        continue;
      }
      long most = Collections.max(live);
      LoweredOp op = program.ops().get(live.indexOf(most));
      out.println();
      out.printf(
          "Program '%s': %d operators, alive at once: at most %s, at %s%n",
          program.program().name(), live.size(), ByteText.of(most), op.op());
      out.println(curve(live, most));
    }
  }

  /** Prints which pools are large enough, and for which batch. */
  public void pools(long poolBytes) {
    LoweredOp neediest = study.neediest();
    out.println();
    out.println("Everything on the device: " + size(study.residentBytes()));
    out.println(
        "Smallest pool without cutting operators: "
            + size(study.smallestPoolBytes())
            + ", for "
            + neediest.op());
    out.println("This pool: " + size(poolBytes));
    study
        .batch()
        .ifPresent(
            batch ->
                out.printf(
                    "Batch: %d; the largest that fits: %s, with --lms auto and no operator cut %s%n",
                    batch,
                    text(study.largestBatch(poolBytes, false)),
                    text(study.largestBatch(poolBytes, true))));
  }

  /** Prints what a planner makes of the pool; returns its plans, if it has any. */
  public Optional<List<PlannedProgram>> plans(
      MemoryOptions options, long poolBytes, LinkRates links, OpTimes times) {
    out.println();
    out.printf(
        Locale.ROOT,
        "Planner %s; link %.3g GB/s in, %.3g GB/s out; times of operators are estimated%n",
        options.planner(),
        links.in() / 1e9,
        links.out() / 1e9);
    Optional<List<PlannedProgram>> plans = study.plan(options, poolBytes, links, times);
    if (plans.isEmpty()) {
      out.println("It has no plan for this: blocks are moved on demand.");
      return plans;
    }
    for (PlannedProgram planned : plans.get()) {
      out.printf(
          "'%s': a run: %s; %d operators are tiles%n",
          planned.program().program().name(), planned.plan().forecast().summary(), planned.tiles());
    }
    return plans;
  }

  /** Draws a curve: each column shows the most of its operators. */
  private static String curve(List<Long> live, long most) {
    StringBuilder bars = new StringBuilder();
    int columns = Math.min(COLUMNS, live.size());
    for (int column = 0; column < columns; column++) {
      int from = live.size() * column / columns;
      int to = Math.max(from + 1, live.size() * (column + 1) / columns);
      long here = Collections.max(live.subList(from, to));
      bars.append(BARS.charAt((int) Math.round(8.0 * here / Math.max(1, most))));
    }
    return bars.toString();
  }

  private static String cell(long bytes) {
    return bytes == 0 ? "-" : ByteText.of(bytes);
  }

  private static String size(long bytes) {
    return bytes + " bytes (" + ByteText.of(bytes) + ")";
  }

  private static String text(OptionalLong batch) {
    return batch.isPresent() ? Long.toString(batch.getAsLong()) : "none";
  }
}
