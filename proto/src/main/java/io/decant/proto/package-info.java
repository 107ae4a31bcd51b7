/**
 * The Caffe schema and its files.
 *
 * <p>{@code io.decant.proto.caffe} holds the messages, {@link io.decant.proto.text} reads and
 * writes them as prototxt, {@link io.decant.proto.io} as binary files, and {@link
 * io.decant.proto.upgrade} turns what older versions of Caffe wrote into what the last one reads.
 * This package holds what these share: places in files, and the exceptions.
 */
@NullMarked
package io.decant.proto;

import org.jspecify.annotations.NullMarked;
