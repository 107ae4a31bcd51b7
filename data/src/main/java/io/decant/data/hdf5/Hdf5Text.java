package io.decant.data.hdf5;

/**
 * A dataset of one text to write, without axes: of fixed length, ended by a zero byte, in UTF-8.
 *
 * @param name its name within its group
 * @param text the text, without zero characters
 */
public record Hdf5Text(String name, String text) implements Hdf5Node {}
