package io.decant.tiering;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.memory.LinkProbe;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.TierStorage;
import java.util.Optional;

/**
 * Measures how fast blocks come and go where some of them go to tiers that are slower than the
 * link: the mean over the bytes that each tier would get.
 */
final class TierProbe {
  private static final int TRIALS = 2;

  private final CopyEngine copies;
  private final Place place;

  /**
   * Creates a probe.
   *
   * @param slab device memory whose contents nobody needs
   */
  TierProbe(CopyEngine copies, DeviceSlab slab) {
    this.copies = copies;
    this.place = new Place(0, slab, 0, LinkProbe.bytes(slab));
  }

  /**
   * Measures.
   *
   * @param link how fast copies of pinned memory are
   * @param bytes all that may leave the device
   */
  LinkRates measure(LinkRates link, Tiers tiers, long bytes) {
    double secondsIn = 0;
    double secondsOut = 0;
    long placed = 0;
    for (Tiers.Share share : tiers.shares(bytes)) {
      LinkRates rates = rates(share).orElse(link);
      secondsIn += rates.secondsIn(share.bytes());
      secondsOut += rates.secondsOut(share.bytes());
      placed += share.bytes();
    }
    if (placed == 0) {
      return link;
    }
    double in = placed / secondsIn;
    double out = placed / secondsOut;
    return new LinkRates(in, out, link.shared() * (in + out), link.latency());
  }

  /** Returns the rates of a tier; empty where it is as fast as the link or has no room. */
  private Optional<LinkRates> rates(Tiers.Share share) {
    Optional<TierStorage> storage = share.tier().allocate(Math.min(place.bytes(), share.bytes()));
    if (storage.isEmpty()) {
      return Optional.empty();
    }
    try (TierStorage taken = storage.get()) {
      return taken.pinned().isPresent()
          ? Optional.empty()
          : Optional.of(copies(new HostCopy(taken), Math.min(place.bytes(), share.bytes())));
    }
  }

  private LinkRates copies(HostCopy copy, long bytes) {
    CopyShape shape = CopyShape.bytes(bytes);
    long in = Long.MAX_VALUE;
    long out = Long.MAX_VALUE;
    for (int trial = 0; trial < TRIALS; trial++) {
      long start = System.nanoTime();
      copies.download(place, 0, copy, 0, shape);
      copy.awaitIdle();
      long middle = System.nanoTime();
      copies.upload(copy, 0, place, 0, shape);
      copy.awaitIdle();
      out = Math.min(out, Math.max(1, middle - start));
      in = Math.min(in, Math.max(1, System.nanoTime() - middle));
    }
    return new LinkRates(bytes * 1e9 / in, bytes * 1e9 / out);
  }
}
