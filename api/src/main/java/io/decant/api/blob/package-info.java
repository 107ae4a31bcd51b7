/** Named arrays with their gradients. */
@NullMarked
package io.decant.api.blob;

import org.jspecify.annotations.NullMarked;
