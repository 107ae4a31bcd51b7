package io.decant.spi.op;

/**
 * An axis along which an operator may be cut.
 *
 * @param name for instance {@code batch} or {@code elements}
 * @param extent its length
 */
public record TileAxis(String name, long extent) {}
