/** Files that name images, and the images in them. */
@NullMarked
package io.decant.data.files;

import org.jspecify.annotations.NullMarked;
