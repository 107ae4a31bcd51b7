package io.decant.tiering;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.memory.Alignment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The device memory that blocks share: slabs no larger than the device allows, of which ranges are
 * taken and given back. A range is used again only behind the work that used it before.
 */
final class DevicePool {
  private record Slab(DeviceSlab memory, BestFitAllocator ranges, ReuseLedger ledger) {}

  private final Device device;
  private final int alignment;
  private final List<Slab> slabs = new ArrayList<>();
  private long used;
  private long peak;

  DevicePool(Device device) {
    this.device = device;
    this.alignment = Math.max(64, device.facts().viewAlignment());
  }

  int alignment() {
    return alignment;
  }

  /** Returns the sizes of the slabs that a pool of {@code bytes} is made of. */
  long[] slabSizes(long bytes) {
    long largest = Math.max(alignment, floor(device.facts().allocationLimit()));
    long total = floor(bytes);
    long full = total / largest;
    LongStream sizes = LongStream.generate(() -> largest).limit(full);
    long rest = total - full * largest;
    return (rest == 0 ? sizes : LongStream.concat(sizes, LongStream.of(rest))).toArray();
  }

  /**
   * Replaces the slabs; nothing may be taken from the pool or enqueued that uses it.
   *
   * @throws OutOfDeviceMemoryException when the device lacks the memory, naming what a pool could
   *     have; the pool is empty then
   */
  void resize(long bytes) {
    if (used != 0) {
      throw new IllegalStateException("the pool is in use and cannot be replaced");
    }
    close();
    try {
      for (long size : slabSizes(bytes)) {
        DeviceSlab memory = device.allocate(size);
        slabs.add(new Slab(memory, new BestFitAllocator(size, alignment), new ReuseLedger()));
      }
    } catch (OutOfDeviceMemoryException e) {
      long left = floor(bytes() + e.availableBytes());
      close();
      throw new OutOfDeviceMemoryException(device.info().name(), bytes, left);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns the slabs, in the order of their addresses. */
  List<DeviceSlab> slabs() {
    return slabs.stream().map(Slab::memory).toList();
  }

  /** Returns the size of the pool in bytes. */
  long bytes() {
    return slabs.stream().mapToLong(slab -> slab.memory.bytes()).sum();
  }

  /** Returns whether there are slabs and nothing is taken from them. */
  boolean isIdle() {
    return used == 0 && !slabs.isEmpty();
  }

  /** Returns the bytes that are taken. */
  long used() {
    return used;
  }

  /** Returns the largest number of bytes that were taken at once. */
  long peak() {
    return peak;
  }

  /**
   * Takes a range, of which earlier owners may still use parts: {@link #awaitOwners}.
   *
   * @return null when no hole is large enough
   */
  @Nullable Place take(long bytes) {
    int best = bestSlab(bytes);
    if (best < 0) {
      return null;
    }
    Slab slab = slabs.get(best);
    if (bytes == 0) {
      return new Place(best, slab.memory, 0, 0);
    }
    return taken(best, slab.ranges.allocate(bytes), bytes);
  }

  /**
   * Takes a certain range of at least 1 byte, of which earlier owners may still use parts: {@link
   * #awaitOwners}.
   *
   * @param address where it starts; addresses run through the slabs one after another
   * @return null when it is not free
   */
  @Nullable Place takeAt(long address, long bytes) {
    long offset = address;
    for (int i = 0; i < slabs.size(); i++) {
      Slab slab = slabs.get(i);
      if (offset < slab.memory.bytes()) {
        return slab.ranges.allocateAt(offset, bytes) ? taken(i, offset, bytes) : null;
      }
      offset -= slab.memory.bytes();
    }
    return null;
  }

  /** Returns the address of a place. */
  long address(Place place) {
    long address = place.offset();
    for (int i = 0; i < place.slab(); i++) {
      address += slabs.get(i).memory.bytes();
    }
    return address;
  }

  private Place taken(int index, long offset, long bytes) {
    Slab slab = slabs.get(index);
    long size = Alignment.up(bytes, alignment);
    used += size;
    peak = Math.max(peak, used);
    return new Place(index, slab.memory, offset, size);
  }

  /** Has a stream wait for all that earlier owners of a place still do there. */
  void awaitOwners(Place place, Timeline user) {
    awaitOwners(place, 0, place.bytes(), user);
  }

  /**
   * Has a stream wait for all that earlier owners still do in a part of a place.
   *
   * @param begin where the part begins in the place, in bytes
   */
  void awaitOwners(Place place, long begin, long end, Timeline user) {
    if (begin < end) {
      ReuseLedger ledger = slabs.get(place.slab()).ledger;
      ledger.take(place.offset() + begin, place.offset() + end).forEach(user::await);
    }
  }

  /** Gives a range back that work before the fence may still use. */
  void give(Place place, Fence inUse) {
    give(place, List.of(new Vacated(place.bytes(), List.of(inUse))));
  }

  /** Gives a range back whose parts may still be in use for some time. */
  void give(Place place, List<Vacated> parts) {
    if (place.bytes() > 0) {
      Slab slab = slabs.get(place.slab());
      slab.ranges.free(place.offset());
      long begin = 0;
      for (Vacated part : parts) {
        slab.ledger.free(place.offset() + begin, place.offset() + part.end(), part.fences());
        begin = part.end();
      }
      used -= place.bytes();
    }
  }

  /** Gives the slabs back to the device. */
  void close() {
    slabs.forEach(slab -> slab.memory.close());
    slabs.clear();
    used = 0;
  }

  private int bestSlab(long bytes) {
    int best = -1;
    long smallest = Long.MAX_VALUE;
    for (int i = 0; i < slabs.size(); i++) {
      long hole = bytes == 0 ? 0 : slabs.get(i).ranges.bestHole(bytes);
      if (hole != BestFitAllocator.NONE && hole < smallest) {
        best = i;
        smallest = hole;
      }
    }
    return best;
  }

  /** Returns the largest multiple of the alignment within {@code bytes}. */
  long floor(long bytes) {
    return Alignment.down(bytes, alignment);
  }
}
