/**
 * Backends: providers, devices, memory, streams. This page is the guide for those who write one.
 *
 * <p>A backend is a jar with a {@link io.decant.spi.device.BackendProvider} named in {@code
 * META-INF/services}. It opens a {@link io.decant.spi.device.Device}, which allocates slabs,
 * creates streams, and prepares operators. Write, in this order: memory and copies, streams and
 * events, then a handler for each {@link io.decant.spi.op.MandatoryOp}; answer {@code prepare} of
 * everything else with empty until you have something faster than its decomposition. The
 * conformance kit proves the numbered contracts below and those of {@link io.decant.spi.op}.
 *
 * <ol>
 *   <li><b>provider.name</b> The name matches {@code [a-z][a-z0-9-]*}; the SPI version is the one
 *       it was compiled against.
 *   <li><b>provider.availability</b> {@code availability} and {@code devices} never throw;
 *       unavailable means a cause, a remedy and no devices.
 *   <li><b>provider.index</b> {@code open} refuses an index that {@code devices} does not have.
 *   <li><b>memory.limit</b> Live slabs never exceed {@code facts().memoryBytes()}, which is at most
 *       the context's limit; more is refused with {@link
 *       io.decant.spi.device.OutOfDeviceMemoryException}, and afterwards smaller requests succeed.
 *   <li><b>memory.roundtrip</b> Bytes uploaded, copied and downloaded come back unchanged, for any
 *       offsets, pitches and sizes from 0 on; bytes outside are untouched.
 *   <li><b>memory.fill</b> A fill writes its pattern to its range and nowhere else.
 *   <li><b>stream.order</b> Work of a stream happens in the order in which it was enqueued.
 *   <li><b>stream.async</b> Enqueuing does not wait for the device: a stream that awaits an event
 *       that is not done blocks no caller.
 *   <li><b>stream.await</b> Work behind {@code await} sees everything before the event, whichever
 *       stream recorded it.
 *   <li><b>stream.error</b> A failure surfaces at the next wait, as a {@link
 *       io.decant.spi.device.DeviceException}; it is never lost.
 *   <li><b>event.completion</b> {@code isDone} becomes true by itself after a flush; completions
 *       run exactly once, also when registered late.
 *   <li><b>recorder.replay</b> Recorded work does not run while it is recorded, and runs once for
 *       each replay, on what memory holds then.
 *   <li><b>recorder.streams</b> Work of other streams that join the first one by events is recorded
 *       with it; a replay runs it in the order that these events ask for, on the first stream.
 *   <li><b>recorder.failure</b> An exception of the work that is recorded reaches the caller as it
 *       is, nothing runs, and the streams are usable.
 *   <li><b>op.mandatory</b> Every mandatory operator over float32 is prepared and computes its
 *       formula.
 *   <li><b>op.unknown</b> {@code prepare} of an operator that the backend has never heard of is
 *       empty, not an error.
 *   <li><b>op.workspace</b> An executable stays within its operands and its declared workspace, and
 *       its workspace within the limit.
 *   <li><b>op.views</b> Operands may lie at any offset that is a multiple of {@code
 *       facts().viewAlignment()}, or of the element size if that is larger, plus any element offset
 *       inside a block.
 *   <li><b>life.close</b> Closing twice is harmless; use after close throws {@link
 *       java.lang.IllegalStateException}; closing a slab or an executable whose work is still
 *       enqueued is safe.
 *   <li><b>life.threads</b> A device may be used from several threads at once; a stream by one
 *       thread at a time, not always the same one.
 *   <li><b>life.devices</b> Devices opened side by side do not influence each other.
 * </ol>
 */
@NullMarked
package io.decant.spi.device;

import org.jspecify.annotations.NullMarked;
