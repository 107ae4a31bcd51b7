/** Running things on a device under test and looking closely at what they did. */
@NullMarked
package io.decant.conformance.trial;

import org.jspecify.annotations.NullMarked;
