package io.decant.tiering;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.memory.LinkProbe;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.TierStorage;
import java.util.List;
import java.util.Optional;

/**
 * Measures how fast blocks come and go from and to tiers that are slower than the link, each
 * direction alone and both at once.
 */
final class TierProbe {
  private static final int TRIALS = 2;

  /** So much goes through the rings that they do not hold all of it at once. */
  private static final long MOST = 2 * LinkProbe.MOST;

  private final CopyEngine copies;
  private final DeviceSlab slab;

  /**
   * Creates a probe.
   *
   * @param slab device memory whose contents nobody needs
   */
  TierProbe(CopyEngine copies, DeviceSlab slab) {
    this.copies = copies;
    this.slab = slab;
  }

  /**
   * Measures.
   *
   * @param link how fast copies of pinned memory are
   * @param bytes all that may leave the device
   */
  ExpectedRates measure(LinkRates link, Tiers tiers, long bytes) {
    List<Tiers.Share> shares = tiers.shares(bytes);
    List<LinkRates> rates = shares.stream().map(share -> rates(share).orElse(link)).toList();
    return new ExpectedRates(
        link, rates, tiers, copies.slotBytes(), shares.stream().map(Tiers.Share::bytes).toList());
  }

  /** Returns the rates of a tier; empty where it is as fast as the link or gets nothing. */
  private Optional<LinkRates> rates(Tiers.Share share) {
    long bytes = Math.min(Math.min(MOST, slab.bytes()), share.bytes());
    Optional<TierStorage> storage = bytes == 0 ? Optional.empty() : share.tier().allocate(bytes);
    if (storage.isEmpty()) {
      return Optional.empty();
    }
    try (TierStorage taken = storage.get()) {
      return taken.pinned().isPresent() ? Optional.empty() : Optional.of(copies(taken, bytes));
    }
  }

  private LinkRates copies(TierStorage storage, long bytes) {
    HostCopy one = new HostCopy(storage);
    HostCopy other = new HostCopy(storage);
    Place place = new Place(0, slab, 0, bytes);
    Place upper = new Place(0, slab, bytes / 2, bytes - bytes / 2);
    CopyShape whole = CopyShape.bytes(bytes);
    long half = bytes / 2;
    CopyShape part = CopyShape.bytes(half);
    long in = Long.MAX_VALUE;
    long out = Long.MAX_VALUE;
    long both = Long.MAX_VALUE;
    for (int trial = 0; trial < TRIALS; trial++) {
      out = Math.min(out, nanos(one, () -> copies.download(place, one, 0, whole)));
      in = Math.min(in, nanos(one, () -> copies.upload(one, 0, place, whole, (begin, end) -> {})));
      long together =
          nanos(
              one,
              () -> {
                copies.download(place, one, 0, part);
                copies.upload(other, half, upper, part, (begin, end) -> {});
                other.awaitIdle();
              });
      both = Math.min(both, together);
    }
    return new LinkRates(bytes * 1e9 / in, bytes * 1e9 / out, Math.max(1, 2 * half) * 1e9 / both);
  }

  private static long nanos(HostCopy until, Runnable copying) {
    long start = System.nanoTime();
    copying.run();
    until.awaitIdle();
    return Math.max(1, System.nanoTime() - start);
  }
}
