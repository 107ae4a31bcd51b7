package io.decant.api.forecast;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks a plan with three clocks, those of the compute stream and of the two copy streams, and
 * notes what happens when, and when each block is on the device. What a block waits for: its
 * copies, the copies of what was at its address before, and the order of its stream.
 */
public final class Replay {
  /** A stream. */
  public enum Lane {
    /** Operators. */
    COMPUTE,
    /** Copies to the device. */
    IN,
    /** Copies from the device. */
    OUT
  }

  /**
   * Something that takes time on a stream.
   *
   * @param name for people
   * @param start in seconds
   * @param end in seconds
   */
  public record Event(Lane lane, String name, double start, double end) {}

  /**
   * A block on the device.
   *
   * @param address where its memory starts in the pool
   * @param start in seconds
   * @param end in seconds
   */
  public record Stay(Block block, long address, double start, double end) {}

  private record Arrival(long address, double start) {}

  private final LoweredProgram program;
  private final OpTimes times;
  private final LinkRates links;
  private final List<Event> events = new ArrayList<>();
  private final List<Stay> stays = new ArrayList<>();
  private final Map<Block, Long> placed = new HashMap<>();
  private final Map<Block, Arrival> here = new HashMap<>();
  private final Map<Block, Double> usable = new HashMap<>();
  private final Map<Block, Double> onHost = new HashMap<>();
  private double compute;
  private double in;
  private double out;

  /**
   * Replays a plan, as a run that is not the first: what is persistent and never written has a copy
   * on the host.
   */
  public Replay(LoweredProgram program, Plan plan, OpTimes times, LinkRates links) {
    this.program = program;
    this.times = times;
    this.links = links;
    program.blocks().stream().filter(Block::persistent).forEach(block -> onHost.put(block, 0.0));
    program.ops().stream()
        .flatMap(op -> op.accesses().stream())
        .filter(BlockAccess::writes)
        .forEach(access -> onHost.remove(access.block()));
    plan.home().forEach((block, address) -> here.put(block, new Arrival(address, 0)));
    plan.steps().forEach(this::step);
    List.copyOf(here.keySet()).forEach(block -> leave(block, end()));
  }

  /** Returns what happened on the streams, in the order of the plan. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** Returns when blocks were on the device. */
  public List<Stay> stays() {
    return List.copyOf(stays);
  }

  /** Returns the seconds of the whole run. */
  public double end() {
    return Math.max(compute, Math.max(in, out));
  }

  private void step(Step step) {
    if (step instanceof Step.Place place) {
      placed.put(place.block(), place.address());
    } else if (step instanceof Step.SwapIn swap) {
      fetch(swap.block());
    } else if (step instanceof Step.WriteBack back) {
      copy(back.block());
    } else if (step instanceof Step.SwapOut swap) {
      evict(swap.block());
    } else if (step instanceof Step.Drop drop) {
      leave(drop.block(), compute);
    } else if (step instanceof Step.Compute op) {
      run(program.ops().get(op.op()), "");
    } else if (step instanceof Step.Recompute op) {
      run(program.ops().get(op.op()), "again: ");
    }
  }

  private void run(LoweredOp op, String prefix) {
    double start = compute;
    for (BlockAccess access : op.accesses()) {
      Block block = access.block();
      if (!here.containsKey(block)) {
        enter(block, Math.max(compute, free(block)));
      }
      start = Math.max(start, usable.getOrDefault(block, entered(block)));
    }
    compute = start + times.seconds(op);
    events.add(new Event(Lane.COMPUTE, prefix + op.op(), start, compute));
    for (BlockAccess access : op.accesses()) {
      if (access.writes()) {
        onHost.remove(access.block());
      }
      if (access.dead() && !access.block().persistent()) {
        leave(access.block(), compute);
      }
    }
  }

  private double entered(Block block) {
    Arrival arrival = here.get(block);
    return arrival == null ? compute : arrival.start();
  }

  private void fetch(Block block) {
    if (here.containsKey(block)) {
      return;
    }
    double start = Math.max(in, Math.max(free(block), onHost.getOrDefault(block, 0.0)));
    in = start + links.copyIn(block.bytes());
    events.add(new Event(Lane.IN, block.name(), start, in));
    enter(block, start);
    usable.put(block, in);
    onHost.putIfAbsent(block, start);
  }

  private void evict(Block block) {
    if (!here.containsKey(block)) {
      return;
    }
    copy(block);
    leave(block, Math.max(compute, onHost.getOrDefault(block, compute)));
  }

  private void copy(Block block) {
    if (here.containsKey(block) && !onHost.containsKey(block)) {
      double start = Math.max(out, compute);
      out = start + links.copyOut(block.bytes());
      events.add(new Event(Lane.OUT, block.name(), start, out));
      onHost.put(block, out);
    }
  }

  private void enter(Block block, double start) {
    here.put(block, new Arrival(placed.getOrDefault(block, 0L), start));
  }

  private void leave(Block block, double end) {
    Arrival arrival = here.remove(block);
    usable.remove(block);
    if (arrival != null) {
      stays.add(new Stay(block, arrival.address(), arrival.start(), end));
    }
  }

  /** Returns when the memory at a block's next address is free. */
  private double free(Block block) {
    long address = placed.getOrDefault(block, 0L);
    return stays.stream()
        .filter(stay -> stay.address() < address + block.bytes())
        .filter(stay -> address < stay.address() + stay.block().bytes())
        .mapToDouble(Stay::end)
        .max()
        .orElse(0);
  }
}
