package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredProgram;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the blocks of drafts addresses. Where blocks find no room because holes are too small,
 * memory is kept free around them where the pool is fullest then, by copies under way if they can,
 * so that one block more leaves there if not; that is tried a few times, with more and more of it.
 * Plans are also made in which copies leave a part of the pool free all the time ({@link
 * ClearedPool}), and as if the whole pool were smaller, and operators that do not fit then run
 * alone. The fastest counts.
 */
final class DraftPlacement {
  private static final double[] SHARES = {
    0.99, 0.97, 0.95, 0.92, 0.88, 0.84, 0.8, 0.7, 0.6, 0.5, 0.4
  };

  /** The part of the pool that is kept free more at each attempt. */
  private static final double STEP = 0.02;

  /** The attempts after which that part is as large again. */
  private static final int PATIENCE = 10;

  /** A draft that is slower than another plan by this factor will hardly become faster than it. */
  private static final double HOPE = 1.15;

  /** A plan that is slower than its draft by less than this factor is fast enough. */
  private static final double CLOSE = 1.005;

  private final DraftSearch search;
  private final long[] slabs;
  private final Map<Block, Long> homes;
  private final long pool;
  private final HybridTuning tuning;
  private final LoweredProgram program;
  private final boolean provisional;

  /**
   * A draft whose blocks have addresses.
   *
   * @param stays all of them
   * @param time of one run
   */
  record Placed(Draft draft, List<Stay> stays, PlacedRun.Time time) {
    /** Times a draft, whose stays have addresses. */
    static Placed of(Draft draft, List<Stay> stays) {
      List<Stay> placed = stays.stream().map(Stay::copy).toList();
      return new Placed(draft, placed, PlacedRun.of(draft, placed));
    }

    double seconds() {
      return time.seconds();
    }
  }

  /**
   * Prepares for a program.
   *
   * @param search makes drafts anew
   * @param slabs sizes of the pool's slabs in bytes
   * @param homes addresses at the boundary that other plans rely on
   * @param pool bytes that blocks may take
   * @param tuning how hard to try
   * @param provisional whether any addresses will do
   */
  DraftPlacement(
      DraftSearch search,
      long[] slabs,
      Map<Block, Long> homes,
      long pool,
      HybridTuning tuning,
      LoweredProgram program,
      boolean provisional) {
    this.search = search;
    this.slabs = slabs.clone();
    this.homes = homes;
    this.pool = pool;
    this.tuning = tuning;
    this.program = program;
    this.provisional = provisional;
  }

  /**
   * Places a draft, or one that is like it.
   *
   * @param fastest seconds of another plan: what is not faster does not count
   * @return empty when nothing that is faster found room
   */
  Optional<Placed> place(Draft draft, double fastest) {
    if (draft.seconds() >= HOPE * fastest) {
      return Optional.empty();
    }
    Optional<Placed> chosen = placeAsChosen(draft, fastest);
    double seconds = seconds(chosen, Double.MAX_VALUE);
    boolean slower = seconds > CLOSE * draft.seconds();
    boolean hopeful =
        draft.terms().swaps() ? draft.seconds() < fastest && (slower || draft.waits()) : slower;
    boolean enough = provisional && chosen.isPresent();
    return hopeful && !enough
        ? searched(draft, Math.min(seconds, fastest)).or(() -> chosen)
        : chosen;
  }

  private Optional<Placed> searched(Draft draft, double fastest) {
    int work = tuning.packing(program, draft.terms().swaps());
    return new SearchedPlacement(search, this, slabs, tuning.turns(program), work)
        .find(draft, fastest);
  }

  private Optional<Placed> placeAsChosen(Draft draft, double fastest) {
    Optional<Placed> repaired = repaired(draft, fastest);
    if (repaired.filter(placed -> provisional || placed.draft() == draft).isPresent()) {
      return repaired;
    }
    double known = seconds(repaired, fastest);
    Optional<Placed> cleared =
        new ClearedPool(search, this::packed, pool, tuning.repairs(program), draft, HOPE * known)
            .find()
            .filter(placed -> placed.seconds() < known)
            .or(() -> repaired);
    return smaller(draft, seconds(cleared, fastest)).or(() -> cleared);
  }

  private static double seconds(Optional<Placed> placed, double otherwise) {
    return placed.map(Placed::seconds).orElse(otherwise);
  }

  private Optional<Placed> packed(Draft draft) {
    List<Stay> stays = stays(draft);
    boolean room = new AddressPacking(draft.input().ops(), slabs).place(stays);
    return room ? Optional.of(Placed.of(draft, stays)) : Optional.empty();
  }

  private Optional<Placed> repaired(Draft draft, double fastest) {
    long[] keptFree = new long[draft.input().ops() + 1];
    long[] clear = new long[draft.input().ops() + 1];
    Draft next = draft;
    for (int attempt = 0; next != null && next.seconds() < HOPE * fastest; attempt++) {
      List<Stay> stays = stays(next);
      AddressPacking packing = new AddressPacking(next.input().ops(), slabs);
      if (packing.place(stays)) {
        Placed found = Placed.of(next, stays);
        return found.seconds() < fastest ? Optional.of(found) : Optional.empty();
      }
      if (attempt == tuning.repairs(program)) {
        break;
      }
      long step = (long) (STEP * (1 + attempt / PATIENCE) * pool);
      long[] load = load(stays, keptFree.length);
      for (Stay stay : packing.unplaced()) {
        keepFree(next, keptFree, clear, stay, load, step);
      }
      next = search.draft(draft.terms().keepingFree(keptFree, clear));
    }
    return Optional.empty();
  }

  private Optional<Placed> smaller(Draft draft, double fastest) {
    for (double share : SHARES) {
      Draft smaller = search.draft(draft.terms().inPart(share));
      if (smaller == null || smaller.seconds() >= fastest) {
        return Optional.empty();
      }
      Optional<Placed> placed = packed(smaller);
      if (placed.isPresent()) {
        return placed.filter(found -> found.seconds() < fastest);
      }
    }
    return Optional.empty();
  }

  /**
   * Lists when the blocks of a draft have memory, without addresses but those that others rely on.
   */
  List<Stay> stays(Draft draft) {
    PlanInput input = draft.input();
    return new Stays(input.ops(), draft.timeline().transfers(), homes).list(input.lives());
  }

  /** Returns the bytes that are taken during each operator and at the boundary. */
  private static long[] load(List<Stay> stays, int size) {
    long[] load = new long[size];
    for (Stay stay : stays) {
      for (Span span : stay.spans()) {
        load[span.first()] += stay.bytes();
        if (span.last() + 1 < size) {
          load[span.last() + 1] -= stay.bytes();
        }
      }
    }
    for (int op = 1; op < size; op++) {
      load[op] += load[op - 1];
    }
    return load;
  }

  /**
   * Has a part of the pool stay free at the fullest operators of a stay, beside what these use:
   * copies under way make room if they can, else blocks that stay.
   */
  private void keepFree(
      Draft draft, long[] keptFree, long[] clear, Stay stay, long[] load, long step) {
    long[] own = draft.input().own();
    OccupancyTree occupancy = draft.input().occupancy();
    long most = 0;
    for (Span span : stay.spans()) {
      for (int op = span.first(); op <= span.last(); op++) {
        most = Math.max(most, load[op]);
      }
    }
    for (Span span : stay.spans()) {
      for (int op = span.first(); op <= span.last(); op++) {
        if (load[op] > most - step) {
          long wanted = Math.max(clear[op], pool - load[op]) + step;
          long possible = Math.min(wanted, Math.max(0, pool - own[op]));
          if (possible > pool - (occupancy.at(op) - clear[op])) {
            keptFree[op] = Math.max(keptFree[op], possible);
          }
          clear[op] = Math.max(clear[op], possible);
        }
      }
    }
  }
}
