/**
 * Device memory as a cache of host memory, for any backend.
 *
 * <p>A {@link io.decant.tiering.TieredMemoryManager} has a {@link io.decant.spi.memory.Planner} say
 * when blocks come and leave, and where to. What no plan foresees comes when an operator leases it,
 * and the least recently used ones make {@link io.decant.tiering.Room}. Its parts: {@link
 * io.decant.tiering.DevicePool} hands out device memory, {@link io.decant.tiering.Tiers} storage
 * below the device; {@link io.decant.tiering.CopyEngine} moves bytes on streams of its own, ordered
 * by {@link io.decant.tiering.Fence}s; {@link io.decant.tiering.ManagedBlock} knows where one block
 * is, and {@link io.decant.tiering.TieredResidency} knows them all and runs a plan's steps.
 */
@NullMarked
package io.decant.tiering;

import org.jspecify.annotations.NullMarked;
