/** Numbers as Caffe's users are used to reading them. */
@NullMarked
package io.decant.api.text;

import org.jspecify.annotations.NullMarked;
