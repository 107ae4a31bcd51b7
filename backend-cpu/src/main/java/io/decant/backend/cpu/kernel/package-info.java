/** The operators, one class each. Internal to the CPU backend. */
@NullMarked
package io.decant.backend.cpu.kernel;

import org.jspecify.annotations.NullMarked;
