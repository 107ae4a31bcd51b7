/**
 * The backend for NVIDIA's graphics processors: memory, streams and launches through the driver API
 * by JCuda, kernels from {@code io.decant.kernels} compiled by NVRTC, and NVIDIA's math libraries
 * where they are faster.
 *
 * <p>Only {@link io.decant.backend.cuda.CudaBackendProvider} is meant for users, who find it by
 * {@link java.util.ServiceLoader}; what else is public is public for the packages below.
 */
@NullMarked
package io.decant.backend.cuda;

import org.jspecify.annotations.NullMarked;
