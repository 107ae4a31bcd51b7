/**
 * Operators on the math libraries, where these are faster than the shared kernels: found out once
 * for each geometry, by trial, and remembered on disk. Internal.
 */
@NullMarked
package io.decant.backend.cuda.operator;

import org.jspecify.annotations.NullMarked;
