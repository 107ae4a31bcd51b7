/**
 * The layout of channels inside programs. Layers emit operators with channels first, which is also
 * what users see; {@link io.decant.spi.layout.ChannelsLast} turns parts of a program to channels
 * last where that is faster.
 */
@NullMarked
package io.decant.spi.layout;

import org.jspecify.annotations.NullMarked;
