/**
 * Programs turned into cheaper ones before they are lowered.
 *
 * <p>A {@link io.decant.spi.rewrite.Rewrite} looks at the operators of a {@link
 * io.decant.spi.memory.Program} and puts others in their place. It works on blocks: what an
 * operator leaves may vanish only where the block is neither persistent nor retained, or is
 * overwritten before the end, and where nobody else reads that content.
 */
@NullMarked
package io.decant.spi.rewrite;

import org.jspecify.annotations.NullMarked;
