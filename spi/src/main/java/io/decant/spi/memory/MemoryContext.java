package io.decant.spi.memory;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.Device;

/**
 * What a memory manager works with.
 *
 * @param device whose memory it is
 * @param streams the streams of the run; the manager does not close them
 * @param options what the user asked for
 * @param listener where to say things
 */
public record MemoryContext(
    Device device, Streams streams, MemoryOptions options, BackendListener listener) {}
