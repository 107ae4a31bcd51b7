/** Nets: layers connected by blobs, compiled to programs. */
@NullMarked
package io.decant.api.net;

import org.jspecify.annotations.NullMarked;
