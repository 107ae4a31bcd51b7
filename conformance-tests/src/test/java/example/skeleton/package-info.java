/**
 * The simplest backend that keeps every rule: heap memory, a thread for each stream, plain loops.
 * It is the model for those who write their own, and uses nothing but the SPI.
 */
@NullMarked
package example.skeleton;

import org.jspecify.annotations.NullMarked;
