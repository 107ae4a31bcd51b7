/**
 * A backend that compiles: the operators of the module {@code kernels}, translated by the system's
 * C compiler and run in this process. Three things are its own: how the kernels' dialect becomes C
 * ({@code cc.prelude}), how a text becomes a function ({@link example.kernel.Compiler}), and memory
 * with streams. No operator is written here.
 */
@NullMarked
package example.kernel;

import org.jspecify.annotations.NullMarked;
