package io.decant.kernels;

import io.decant.spi.device.DeviceSlab;

/**
 * Where a buffer begins.
 *
 * @param slab the memory
 * @param offset in bytes
 */
public record Buffer(DeviceSlab slab, long offset) {}
