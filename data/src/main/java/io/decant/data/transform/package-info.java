/** What becomes of images on their way into a net. */
@NullMarked
package io.decant.data.transform;

import org.jspecify.annotations.NullMarked;
