/** Made-up data for benchmarks, where real data cannot be shipped. */
@NullMarked
package io.decant.data.synthetic;

import org.jspecify.annotations.NullMarked;
