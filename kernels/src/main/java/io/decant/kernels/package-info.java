/**
 * Operators written once, for any device that compiles and launches C-like code.
 *
 * <p>A backend implements {@link io.decant.kernels.KernelDevice} beside the SPI's device and
 * answers {@code prepare} with {@link io.decant.kernels.KernelOperators#prepare}. Where a vendor's
 * library is faster for an operator, it asks that library first.
 *
 * <p>An operator is data: a {@link io.decant.kernels.KernelPlan} lists {@link
 * io.decant.kernels.KernelCall calls}, each a source file of the portable dialect, constants, a
 * geometry, a grid and buffers.
 *
 * <h2>The dialect</h2>
 *
 * C that OpenCL C 1.2 and CUDA C++ both compile behind a {@link io.decant.kernels.Dialect prelude}
 * of macros:
 *
 * <ul>
 *   <li>{@code KERNEL(name)(INPUT(float, x), OUTPUT(float, y), const float p GEOMETRY)} declares
 *       the entry, which has the name of its file; buffers first, then scalars, then {@code
 *       GEOMETRY}.
 *   <li>{@code BIND_INPUT(float, x); BIND_OUTPUT(float, y);} at the head of the body makes pointers
 *       {@code x} and {@code y}. Helper functions are {@code FUNCTION float f(GLOBAL const float
 *       *x)}; {@code LOCAL} is memory of the group, declared in the entry's body; {@code BARRIER()}
 *       is passed by the whole group; {@code GLOBAL_BARRIER()} orders its global memory, too.
 *   <li>Names of a geometry are upper case. They are constants where the work is worth a
 *       compilation, else parameters of the entry, so helper functions take them as arguments.
 *   <li>{@code QUOTIENT(n, NAME)} of {@code division.h} divides by a size that the geometry marks
 *       as a divisor.
 *   <li>{@code INDEX} is the type of element indices: int where all of them fit, else long.
 *   <li>{@code LOCAL_ID(axis)}, {@code GROUP_ID(axis)}, {@code GROUPS(axis)}; the group's shape is
 *       {@code GROUP_X}, {@code GROUP_Y}, {@code GROUP_Z}, constants that the call's grid decides.
 *   <li>Compilers must not contract {@code a * b + c}: {@code MULTIPLY_ADD} says where they may.
 *   <li>No double, no atomics, no pointers inside structs, no assumption about the width of a warp.
 * </ul>
 */
@NullMarked
package io.decant.kernels;

import org.jspecify.annotations.NullMarked;
