/**
 * Binary files: weights, solver states, means and database records.
 *
 * <p>Files may have up to 2 GiB - 1 bytes, which is the limit of Caffe and of protocol buffers.
 * Weights and solver states are read and written blob by blob, so that not much more than one layer
 * is in memory beside the file's own target or origin. What is written appears under its name only
 * when it is complete and on the disk: see {@link io.decant.proto.io.AtomicFile}.
 */
@NullMarked
package io.decant.proto.io;

import org.jspecify.annotations.NullMarked;
