/**
 * Device memory as a cache of host memory, for any backend.
 *
 * <p>A {@link io.decant.tiering.TieredMemoryManager} brings a block to the device when an operator
 * leases it, forgets it when nobody needs it any more, and copies the least recently used ones out
 * when room is needed. Its parts: {@link io.decant.tiering.DevicePool} hands out device memory,
 * {@link io.decant.tiering.Tiers} storage below the device; {@link io.decant.tiering.CopyEngine}
 * moves bytes on streams of its own, ordered by {@link io.decant.tiering.Fence}s; {@link
 * io.decant.tiering.ManagedBlock} knows where one block is, and {@link
 * io.decant.tiering.TieredResidency} decides who comes and goes.
 */
@NullMarked
package io.decant.tiering;

import org.jspecify.annotations.NullMarked;
