package io.decant.tiering.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Looks for addresses where {@link AddressPacking} finds none: places stays in an order, each in
 * the lowest hole or in the highest; where one finds none, it goes before others that are in its
 * way, or these to the other end, at random but always alike. A stay may also take memory from
 * which another is still copied to the host, and wait for that, where this delays it least.
 */
final class PackingSearch {
  /** Attempts without progress after which the best order is taken up again. */
  private static final int BACK = 30;

  /** Attempts at first, for each order, with what found no room in front. */
  private static final int SIMPLE = 12;

  /** Attempts without progress after which another order is tried. */
  private static final int PATIENCE = 300;

  private static final List<Comparator<Stay>> ORDERS =
      List.of(
          Comparator.comparingLong(Stay::bytes).thenComparingInt(Stay::length).reversed(),
          Comparator.comparingLong(Stay::bytes).reversed().thenComparingInt(Stay::first),
          Comparator.comparingLong((Stay stay) -> stay.bytes() * stay.length()).reversed(),
          Comparator.comparingInt(Stay::length).reversed(),
          Comparator.comparingInt(Stay::first));

  private final List<Stay> stays;
  private final long[] slabs;
  private final StayConflicts conflicts;
  private final Random random = new Random(1);
  private final long[] address;
  private final boolean[] fixed;
  private final boolean[] high;
  private final Holes holes;
  private int left;
  private int round;

  /**
   * Prepares a search.
   *
   * @param stays those that have an address keep it
   * @param slabs sizes of the pool's slabs in bytes; no stay crosses from one into the next
   * @param work how many pairs of stays may be looked at in all
   */
  PackingSearch(List<Stay> stays, long[] slabs, StayConflicts conflicts, int work) {
    this.stays = List.copyOf(stays);
    this.slabs = slabs.clone();
    this.conflicts = conflicts;
    this.left = work;
    this.address = new long[stays.size()];
    this.fixed = new boolean[stays.size()];
    this.high = new boolean[stays.size()];
    this.holes = new Holes(stays.size());
    for (int stay = 0; stay < fixed.length; stay++) {
      fixed[stay] = stays.get(stay).address() != Stay.NOWHERE;
    }
  }

  /**
   * Looks for addresses, other ones each time, and gives them to the stays.
   *
   * @return whether all have some; if not, those are as before
   */
  boolean find() {
    while (left > 0) {
      boolean simple = round < ORDERS.size();
      int[] order = order(ORDERS.get(round++ % ORDERS.size()));
      Arrays.fill(high, false);
      int[] best = order.clone();
      boolean[] bestHigh = high.clone();
      int most = -1;
      for (int stale = 0; stale < (simple ? SIMPLE : PATIENCE) && left > 0; stale++) {
        int placed = placeAll(order);
        if (placed == order.length) {
          for (int stay : order) {
            stays.get(stay).place(address[stay]);
          }
          return true;
        }
        if (simple) {
          toFront(order, placed, 0);
          continue;
        }
        if (placed > most) {
          most = placed;
          stale = 0;
          best = order.clone();
          bestHigh = high.clone();
        } else if (stale % BACK == BACK - 1) {
          order = best.clone();
          System.arraycopy(bestHigh, 0, high, 0, high.length);
          continue;
        }
        change(order, placed);
      }
    }
    return false;
  }

  /** Returns the stays to place in an order; what is there at the boundary goes first. */
  private int[] order(Comparator<Stay> order) {
    Comparator<Integer> byStay = Comparator.comparing(stays::get, order);
    return IntStream.range(0, fixed.length)
        .filter(stay -> !fixed[stay])
        .boxed()
        .sorted(
            Comparator.comparing((Integer stay) -> stays.get(stay).visits().size() < 2)
                .thenComparing(byStay))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Changes an order in which a stay found no room. */
  private void change(int[] order, int failed) {
    int stay = order[failed];
    int[] others = conflicts.barred(stay);
    int choice = random.nextInt(10);
    if (choice < 2 && others.length > 0) {
      int other = others[random.nextInt(others.length)];
      high[other] = !high[other];
    }
    int target = choice < 7 ? someInTheWay(order, failed) : 0;
    toFront(order, failed, target);
    if (random.nextInt(4) == 0) {
      high[stay] = !high[stay];
    }
  }

  private static void toFront(int[] order, int from, int to) {
    int stay = order[from];
    System.arraycopy(order, to, order, to + 1, from - to);
    order[to] = stay;
  }

  private int someInTheWay(int[] order, int failed) {
    boolean[] others = new boolean[fixed.length];
    for (int other : conflicts.barred(order[failed])) {
      others[other] = true;
    }
    int[] places = IntStream.range(0, failed).filter(place -> others[order[place]]).toArray();
    return places.length == 0 ? 0 : places[random.nextInt(places.length)];
  }

  /** Returns how many stays in an order found room, one after another. */
  private int placeAll(int[] order) {
    for (int stay = 0; stay < fixed.length; stay++) {
      address[stay] = fixed[stay] ? stays.get(stay).address() : Stay.NOWHERE;
    }
    for (int i = 0; i < order.length; i++) {
      left -= conflicts.count(order[i]);
      address[order[i]] = choose(order[i]);
      if (address[order[i]] == Stay.NOWHERE) {
        return i;
      }
    }
    return order.length;
  }

  private long choose(int stay) {
    long bytes = stays.get(stay).bytes();
    findHoles(stay, true);
    if (holes.count() > 0) {
      return high[stay] ? holes.end(holes.count() - 1) - bytes : holes.begin(0);
    }
    findHoles(stay, false);
    long best = Stay.NOWHERE;
    double least = Double.MAX_VALUE;
    for (int hole = 0; hole < holes.count(); hole++) {
      for (long at : candidates(stay, holes.begin(hole), holes.end(hole) - bytes)) {
        double delay = delay(stay, at);
        if (delay < least) {
          best = at;
          least = delay;
        }
      }
    }
    return best;
  }

  /**
   * Finds the holes that a stay has room in.
   *
   * @param empty whether they must have been copied to the host entirely
   */
  private void findHoles(int stay, boolean empty) {
    holes.clear();
    add(conflicts.barred(stay));
    if (empty) {
      add(conflicts.waiting(stay));
    }
    holes.find(slabs, stays.get(stay).bytes());
  }

  private void add(int[] others) {
    for (int other : others) {
      if (address[other] != Stay.NOWHERE) {
        holes.take(address[other], address[other] + stays.get(other).bytes());
      }
    }
  }

  /** Returns addresses in a hole: both ends, and next to what is still copied to the host. */
  private long[] candidates(int stay, long lowest, long highest) {
    long bytes = stays.get(stay).bytes();
    return IntStream.concat(IntStream.of(-1), Arrays.stream(conflicts.waiting(stay)))
        .filter(other -> other < 0 || address[other] != Stay.NOWHERE)
        .mapToObj(
            other ->
                other < 0
                    ? new long[] {lowest, highest}
                    : new long[] {
                      address[other] - bytes,
                      address[other],
                      address[other] + stays.get(other).bytes()
                    })
        .flatMapToLong(Arrays::stream)
        .filter(at -> lowest <= at && at <= highest)
        .toArray();
  }

  private double delay(int stay, long at) {
    double most = 0;
    for (int other : conflicts.waiting(stay)) {
      if (address[other] != Stay.NOWHERE
          && address[other] < at + stays.get(stay).bytes()
          && at < address[other] + stays.get(other).bytes()) {
        most = Math.max(most, conflicts.delay(stay, at, other, address[other]));
      }
    }
    return most;
  }
}
