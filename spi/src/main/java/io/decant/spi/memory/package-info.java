/**
 * Programs and the memory they run in.
 *
 * <p>A net is compiled to a {@link io.decant.spi.memory.Program}: operators over {@link
 * io.decant.spi.memory.Block}s. Lowering gives every operator its executable on a device. A {@link
 * io.decant.spi.memory.MemoryManager} admits the result, says in which {@link
 * io.decant.spi.memory.Schedule steps} it runs, and, as a {@link
 * io.decant.spi.memory.ResidencyManager}, lends blocks to operators while they run. Sizes and order
 * are known before anything runs, so a manager may plan; one that does not brings blocks in when
 * they are leased.
 */
@NullMarked
package io.decant.spi.memory;

import org.jspecify.annotations.NullMarked;
