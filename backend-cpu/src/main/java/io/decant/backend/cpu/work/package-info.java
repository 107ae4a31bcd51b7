/** The worker threads and how work is handed to them. Internal to the CPU backend. */
@NullMarked
package io.decant.backend.cpu.work;

import org.jspecify.annotations.NullMarked;
