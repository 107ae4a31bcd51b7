/**
 * The embedded CPU backend: device memory is host memory outside the Java heap, streams are
 * threads, matrix products run on OpenBLAS and everything else in plain Java on all cores.
 *
 * <p>Only {@link io.decant.backend.cpu.CpuBackendProvider} is meant for users, who find it by
 * {@link java.util.ServiceLoader}; what else is public is public for the packages below.
 *
 * <p>Work is partitioned by geometry and never by the number of threads, so results are the same
 * bit for bit on any number of cores.
 */
@NullMarked
package io.decant.backend.cpu;

import org.jspecify.annotations.NullMarked;
