package io.decant.tiering;

/**
 * Says when a part of a place may be used again.
 *
 * @param end where the part ends in the place, in bytes; it begins where the one before it ends
 * @param fence behind all that uses it
 */
record Vacated(long end, Fence fence) {}
