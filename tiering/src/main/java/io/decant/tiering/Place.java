package io.decant.tiering;

import io.decant.spi.device.DeviceSlab;

/**
 * A range of device memory that a block has.
 *
 * @param slab which slab of the pool
 * @param memory that slab
 * @param offset where the range starts, in bytes
 * @param bytes its size; 0 takes no memory
 */
record Place(int slab, DeviceSlab memory, long offset, long bytes) {}
