package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists when blocks have device memory, from the timed transfers. */
final class Stays {
  private final int ops;
  private final Map<Block, Long> homes;
  private final Map<Gap, Transfer> transfers = new HashMap<>();
  private final List<Stay> stays = new ArrayList<>();

  /**
   * Starts a list.
   *
   * @param homes addresses at the boundary that other plans rely on
   */
  Stays(int ops, List<Transfer> transfers, Map<Block, Long> homes) {
    this.ops = ops;
    this.homes = homes;
    transfers.forEach(transfer -> this.transfers.put(transfer.gap(), transfer));
  }

  List<Stay> list(List<BlockLife> lives) {
    lives.forEach(this::add);
    return stays;
  }

  private void add(BlockLife life) {
    List<Visit> visits = visits(life);
    boolean home = life.isHome() && !visits.isEmpty();
    Visit first = home ? visits.get(0) : null;
    Visit last = home ? visits.get(visits.size() - 1) : null;
    List<Visit> across = new ArrayList<>();
    for (Visit visit : visits) {
      if (visit == last || (visit == first && visit.used().first() == 0)) {
        across.add(visit);
      } else {
        stays.add(new Stay(life, List.of(visit)));
      }
    }
    if (home) {
      Stay stay = new Stay(life, across);
      stay.place(homes.getOrDefault(life.block(), Stay.NOWHERE));
      stays.add(stay);
    }
  }

  private List<Visit> visits(BlockLife life) {
    List<Visit> visits = new ArrayList<>();
    int from = life.isHome() ? 0 : -1;
    Transfer arriving = null;
    Map<Integer, Gap> ending = new HashMap<>();
    Map<Integer, Gap> starting = new HashMap<>();
    for (Gap gap : life.gaps()) {
      ending.put(gap.before(), gap);
      starting.put(gap.after(), gap);
    }
    int previous = -1;
    for (Use use : life.usesOnDevice()) {
      Gap gap = ending.get(use.op());
      boolean away = gap == null || gap.evicted();
      if (away && from >= 0) {
        close(visits, from, previous, arriving, leaving(starting.get(previous)));
        from = -1;
      }
      if (from < 0) {
        arriving = gap != null && gap.evicted() && gap.fetches() ? timed(gap) : null;
        from = arriving == null ? use.op() : arriving.issued();
      }
      previous = use.op();
    }
    closeLast(life, visits, from, previous, arriving, leaving(starting.get(previous)));
    return visits;
  }

  /** Returns what takes a block away when a gap starts; null when it stays, or there is no gap. */
  private @Nullable Transfer leaving(@Nullable Gap gap) {
    return gap != null && gap.evicted() ? timed(gap) : null;
  }

  private void closeLast(
      BlockLife life,
      List<Visit> visits,
      int from,
      int previous,
      @Nullable Transfer arriving,
      @Nullable Transfer leaving) {
    Gap tail = life.gaps().isEmpty() ? null : life.gaps().get(life.gaps().size() - 1);
    if (tail == null || !(tail.wraps() || tail.before() >= ops)) {
      close(visits, from, previous, arriving, leaving);
    } else if (!tail.evicted()) {
      close(visits, Math.max(0, from), ops, arriving, null);
    } else {
      close(visits, from, previous, arriving, leaving);
      if (life.returnsHome()) {
        close(visits, timed(tail).issued(), ops, timed(tail), null);
      }
    }
  }

  private static void close(
      List<Visit> visits,
      int from,
      int last,
      @Nullable Transfer arriving,
      @Nullable Transfer leaving) {
    int freed = leaving == null ? last : leaving.freed();
    if (from >= 0 && freed >= from) {
      Span used = new Span(from, Math.max(from, last));
      visits.add(new Visit(used, new Span(from, freed), arriving, leaving));
    }
  }

  private Transfer timed(Gap gap) {
    Transfer transfer = transfers.get(gap);
    if (transfer == null) {
      throw new IllegalStateException("no transfer was planned for " + gap);
    }
    return transfer;
  }
}
