package io.decant.data.hdf5;

/**
 * A dataset of one int32 to write, with one axis of extent 1.
 *
 * @param name its name within its group
 * @param value the number
 */
public record Hdf5Integer(String name, int value) implements Hdf5Node {}
