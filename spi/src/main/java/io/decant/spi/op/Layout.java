package io.decant.spi.op;

/**
 * The order of a tensor's channels and positions in memory. Programs are emitted with channels
 * first, which is also what users see.
 */
public enum Layout {
  /** (images, channels, positions): the plane of one channel lies in one piece. NCHW. */
  CHANNELS_FIRST,
  /** (images, positions, channels): the channels of one position lie in one piece. NHWC. */
  CHANNELS_LAST
}
