package io.decant.tiering.plan;

import io.decant.spi.memory.LinkRates;
import java.util.Arrays;
import java.util.List;

/**
 * Which stays cannot have the same memory, and which can if one waits until the other has been
 * copied to the host. Stays are known by their index in a list.
 */
final class StayConflicts {
  private final List<Stay> stays;
  private final int[][] barred;
  private final int[][] waiting;
  private final LinkRates rates;
  private final double[] wanted;
  private final double[] drained;

  /**
   * Compares all stays with each other.
   *
   * @param stays those of a draft
   * @param timeline when the draft's copies and operators are expected
   */
  StayConflicts(List<Stay> stays, TransferTimeline timeline, PlanInput input) {
    this.stays = List.copyOf(stays);
    this.rates = input.rates();
    int size = stays.size();
    barred = new int[size][];
    waiting = new int[size][];
    wanted = new double[size];
    drained = new double[size];
    int[] never = new int[size];
    int[] later = new int[size];
    for (int one = 0; one < size; one++) {
      int nevers = 0;
      int laters = 0;
      for (int other = 0; other < size; other++) {
        if (other != one && taken(one, other)) {
          if (used(one, other)) {
            never[nevers++] = other;
          } else {
            later[laters++] = other;
          }
        }
      }
      barred[one] = Arrays.copyOf(never, nevers);
      waiting[one] = Arrays.copyOf(later, laters);
      wanted[one] = wanted(stays.get(one), timeline, input);
      drained[one] = drained(stays.get(one));
    }
  }

  private boolean taken(int one, int other) {
    for (Span span : stays.get(one).spans()) {
      for (Span second : stays.get(other).spans()) {
        if (span.meets(second)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean used(int one, int other) {
    for (Visit visit : stays.get(one).visits()) {
      for (Visit second : stays.get(other).visits()) {
        if (visit.used().meets(second.used())) {
          return true;
        }
      }
    }
    return false;
  }

  private static double wanted(Stay stay, TransferTimeline timeline, PlanInput input) {
    Visit begin = stay.beginning();
    Transfer in = begin.arriving();
    return in == null
        ? timeline.begins(begin.used().first())
        : in.inDone() - input.rates().copyIn(in.gap().life().block().bytes());
  }

  private static double drained(Stay stay) {
    Transfer out = stay.ending().leaving();
    return out != null && out.out() ? out.outDone() : 0;
  }

  /** Returns the stays that never have memory of this one. */
  int[] barred(int stay) {
    return barred[stay];
  }

  /** Returns the stays that may have memory of this one, but of which one waits for the other. */
  int[] waiting(int stay) {
    return waiting[stay];
  }

  /** Returns how many others there are of both kinds. */
  int count(int stay) {
    return barred[stay].length + waiting[stay].length;
  }

  /**
   * Returns the seconds by which one of two stays that have some of the same memory comes late.
   *
   * @param address where one is
   * @param otherAddress where the other one is
   */
  double delay(int one, long address, int other, long otherAddress) {
    long end = Math.min(address + stays.get(one).bytes(), otherAddress + stays.get(other).bytes());
    long begin = Math.max(address, otherAddress);
    boolean behind =
        stays.get(one).beginning().used().first() > stays.get(other).ending().used().last();
    return behind
        ? delay(other, begin - otherAddress, end - otherAddress, one, begin - address)
        : delay(one, begin - address, end - address, other, begin - otherAddress);
  }

  /**
   * Returns by how much the memory of one stay is late for another.
   *
   * @param begin where what they share begins in the first
   * @param end where it ends there
   * @param wantedBegin where it begins in the second
   */
  private double delay(int first, long begin, long end, int second, long wantedBegin) {
    long piece = CopyPiece.upTo(stays.get(first).bytes(), begin + 1);
    double atOnce = drained(first, Math.min(piece, end)) - wanted(second, wantedBegin);
    double inTheEnd = drained(first, end) - wanted(second, wantedBegin + end - begin);
    return Math.max(0, Math.max(atOnce, inTheEnd));
  }

  /** Returns when a stay's memory up to an offset has been copied to the host. */
  private double drained(int stay, long offset) {
    long bytes = stays.get(stay).bytes();
    return drained[stay] - rates.secondsOut(bytes - CopyPiece.upTo(bytes, offset));
  }

  /** Returns when a stay needs its memory at an offset. */
  private double wanted(int stay, long offset) {
    boolean arrives = stays.get(stay).beginning().arriving() != null;
    return wanted[stay] + (arrives ? rates.secondsIn(CopyPiece.before(offset)) : 0);
  }
}
