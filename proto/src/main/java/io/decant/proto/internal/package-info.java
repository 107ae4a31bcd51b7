/** What the packages of this module share and nobody else sees. */
@NullMarked
package io.decant.proto.internal;

import org.jspecify.annotations.NullMarked;
