package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Addresses for all programs together, on one axis: what never leaves has its address on all of it,
 * scratch while it is used, a managed block in each of its stays.
 */
final class LayerwisePlacement {
  private record Arrival(Block block, LayerwisePart part, int op, Stay stay) {}

  private final PlanRequest request;
  private final List<LayerwisePart> parts;
  private final Set<Block> fixed = new LinkedHashSet<>();
  private final Set<Block> scratch = new LinkedHashSet<>();
  private final List<Stay> stays = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Map<Block, Stay> between = new LinkedHashMap<>();
  private final Map<Block, Long> fixedAddresses = new HashMap<>();

  LayerwisePlacement(PlanRequest request, Set<Block> managed, List<LayerwisePart> parts) {
    this.request = request;
    this.parts = List.copyOf(parts);
    for (LayerwisePart part : parts) {
      for (Block block : part.program().blocks()) {
        if (!managed.contains(block)) {
          (isScratch(block) ? scratch : fixed).add(block);
        }
      }
    }
  }

  /**
   * Finds the addresses.
   *
   * @return whether there are any
   * @throws DeviceMemoryExceededException when what must be on the device at once does not fit
   */
  boolean find() {
    parts.forEach(this::addStays);
    refuseWhatDoesNotFit();
    Optional<FixedAddresses> found = FixedAddresses.of(fixed, request.slabs(), request.alignment());
    if (found.isEmpty()) {
      return false;
    }
    fixedAddresses.putAll(found.get().addresses());
    List<Stay> all = new ArrayList<>(stays);
    fixedAddresses.forEach((block, address) -> all.add(always(block, address)));
    long[] slabs = request.slabs().stream().mapToLong(Long::longValue).toArray();
    return new AddressPacking(axis(), slabs).place(all);
  }

  /** Returns where blocks go, by the operators before which they come. */
  ByOperator<Step> places(LayerwisePart part) {
    ByOperator<Step> places = new ByOperator<>();
    for (Arrival arrival : arrivals) {
      if (arrival.part == part) {
        places.add(arrival.op, new Step.Place(arrival.block, arrival.stay.address()));
      }
    }
    part.uses()
        .forEach(
            (block, use) -> {
              Long address = fixedAddresses.get(block);
              if (address != null && !block.persistent()) {
                places.add(use.first(), new Step.Place(block, address));
              }
            });
    return places;
  }

  /** Returns the addresses of the persistent blocks that are on the device between runs. */
  Map<Block, Long> homes() {
    Map<Block, Long> homes = new LinkedHashMap<>();
    fixedAddresses.forEach(
        (block, address) -> {
          if (block.persistent()) {
            homes.put(block, address);
          }
        });
    between.forEach((block, stay) -> homes.put(block, stay.address()));
    return homes;
  }

  /** Returns the highest address in use, exclusive. */
  long peakBytes() {
    long peak = stays.stream().mapToLong(Stay::end).max().orElse(0);
    for (Map.Entry<Block, Long> entry : fixedAddresses.entrySet()) {
      peak = Math.max(peak, entry.getValue() + entry.getKey().alignedBytes(request.alignment()));
    }
    return peak;
  }

  private void addStays(LayerwisePart part) {
    part.uses()
        .forEach(
            (block, use) -> {
              if (scratch.contains(block) && block.bytes() > 0) {
                add(block, part, use);
              }
            });
    List<Block> staying = part.run().staying();
    part.run()
        .spans()
        .forEach(
            (block, spans) -> {
              if (staying.contains(block)) {
                addStaying(block, part, spans);
              } else if (block.bytes() > 0) {
                spans.forEach(span -> add(block, part, span));
              }
            });
  }

  private void add(Block block, LayerwisePart part, Span span) {
    Stay stay = Stay.of(life(block), List.of(part.onAxis(span)));
    stays.add(stay);
    arrivals.add(new Arrival(block, part, span.first(), stay));
  }

  /** Adds a block that is on the device, at one address, at both ends of a run and between runs. */
  private void addStaying(Block block, LayerwisePart part, List<Span> spans) {
    if (between.containsKey(block) || block.bytes() == 0) {
      return;
    }
    List<Span> across = new ArrayList<>();
    List<Span> inside = new ArrayList<>();
    for (Span span : spans) {
      boolean atEnd = span.first() == 0 || span.last() == part.ops() - 1;
      (atEnd ? across : inside).add(span);
    }
    List<Span> onAxis = new ArrayList<>(across.stream().map(part::onAxis).toList());
    parts.stream()
        .filter(other -> other != part && other.ops() > 0)
        .forEach(other -> onAxis.add(new Span(other.start(), other.end() - 1)));
    Stay stay = Stay.of(life(block), onAxis);
    stays.add(stay);
    between.put(block, stay);
    across.forEach(span -> arrivals.add(new Arrival(block, part, span.first(), stay)));
    inside.forEach(span -> add(block, part, span));
  }

  /** Returns the number of operators of all programs, one after another. */
  private int axis() {
    return parts.get(parts.size() - 1).end();
  }

  private void refuseWhatDoesNotFit() {
    int axis = axis();
    OccupancyTree occupancy = new OccupancyTree(new long[axis]);
    occupancy.add(
        0, axis, fixed.stream().mapToLong(block -> block.alignedBytes(request.alignment())).sum());
    for (Stay stay : stays) {
      stay.spans().forEach(span -> occupancy.add(span.first(), span.last() + 1, stay.bytes()));
    }
    long most = occupancy.most(0, axis);
    if (most <= request.poolBytes()) {
      return;
    }
    for (LayerwisePart part : parts) {
      for (int op = 0; op < part.ops(); op++) {
        if (occupancy.at(part.start() + op) == most) {
          throw tooLarge(part.program().ops().get(op).op(), most);
        }
      }
    }
  }

  private DeviceMemoryExceededException tooLarge(ProgramOp op, long bytes) {
    return new DeviceMemoryExceededException(
        op.layer(),
        bytes,
        request.poolBytes(),
        "planner 'ibm' keeps parameters, history, scratch and blobs that it does not manage on the"
            + " device, and with them what this layer needs; raise --device_memory, let more leave"
            + " by a smaller -lms or -lms_frac, or choose --planner hybrid");
  }

  private Stay always(Block block, long address) {
    Stay stay = Stay.of(life(block), List.of(new Span(0, parts.get(parts.size() - 1).end())));
    stay.place(address);
    return stay;
  }

  private BlockLife life(Block block) {
    return new BlockLife(
        block,
        block.alignedBytes(request.alignment()),
        List.of(),
        false,
        false,
        BlockLife.Boundary.FREE,
        0);
  }

  private static boolean isScratch(Block block) {
    return block.role() == BlockRole.WORKSPACE && !block.persistent();
  }
}
