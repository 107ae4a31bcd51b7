/**
 * The simplest backend that keeps every rule: heap memory, a thread for each stream, plain loops.
 * It is the model for those who write their own, and uses nothing but the SPI. The kit's own tests
 * compile it, too, and break it in one place after another.
 */
@NullMarked
package example.minimal;

import org.jspecify.annotations.NullMarked;
