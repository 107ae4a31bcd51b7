/**
 * The backend for every device that has an OpenCL 1.2 driver, through JOCL. Operators come from
 * {@code io.decant.kernels}; this module compiles and launches them, and manages memory and queues.
 *
 * <p>Only {@link io.decant.backend.opencl.OpenClBackendProvider} is meant for users, who find it by
 * {@link java.util.ServiceLoader}; what else is public is public for the packages below.
 */
@NullMarked
package io.decant.backend.opencl;

import org.jspecify.annotations.NullMarked;
