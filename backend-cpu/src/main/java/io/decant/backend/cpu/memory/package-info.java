/** Bounds-checked access to slabs. Internal to the CPU backend. */
@NullMarked
package io.decant.backend.cpu.memory;

import org.jspecify.annotations.NullMarked;
