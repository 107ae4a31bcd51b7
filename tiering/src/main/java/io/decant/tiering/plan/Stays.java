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
    List<Span> spans = spans(life);
    boolean home = life.isHome() && !spans.isEmpty();
    Span first = home ? spans.get(0) : null;
    Span last = home ? spans.get(spans.size() - 1) : null;
    List<Span> across = new ArrayList<>();
    for (Span span : spans) {
      if (span == last || (span == first && span.first() == 0)) {
        across.add(span);
      } else {
        stays.add(new Stay(life, List.of(span)));
      }
    }
    if (home) {
      Stay stay = new Stay(life, across);
      stay.place(homes.getOrDefault(life.block(), Stay.NOWHERE));
      stays.add(stay);
    }
  }

  private List<Span> spans(BlockLife life) {
    List<Span> spans = new ArrayList<>();
    int from = life.isHome() ? 0 : -1;
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
        close(spans, from, last(previous, starting.get(previous)));
        from = -1;
      }
      if (from < 0) {
        from = gap != null && gap.evicted() && gap.fetches() ? issued(gap) : use.op();
      }
      previous = use.op();
    }
    closeLast(life, spans, from, last(previous, starting.get(previous)));
    return spans;
  }

  /** Returns the last operator during which memory is taken that was used, then a gap starts. */
  private int last(int use, @Nullable Gap gap) {
    return gap != null && gap.evicted() ? freed(gap) : use;
  }

  private void closeLast(BlockLife life, List<Span> spans, int from, int last) {
    Gap tail = life.gaps().isEmpty() ? null : life.gaps().get(life.gaps().size() - 1);
    if (tail == null || !(tail.wraps() || tail.before() >= ops)) {
      close(spans, from, last);
    } else if (!tail.evicted()) {
      close(spans, Math.max(0, from), ops);
    } else {
      close(spans, from, last);
      if (life.returnsHome()) {
        close(spans, issued(tail), ops);
      }
    }
  }

  private static void close(List<Span> spans, int from, int last) {
    if (from >= 0 && last >= from) {
      spans.add(new Span(from, last));
    }
  }

  private int freed(Gap gap) {
    return timed(gap).freed();
  }

  private int issued(Gap gap) {
    return timed(gap).issued();
  }

  private Transfer timed(Gap gap) {
    Transfer transfer = transfers.get(gap);
    if (transfer == null) {
      throw new IllegalStateException("no transfer was planned for " + gap);
    }
    return transfer;
  }
}
