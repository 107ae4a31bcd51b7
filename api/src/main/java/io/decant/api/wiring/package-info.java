/** Puts the parts together; the only place that knows Guice. */
@NullMarked
package io.decant.api.wiring;

import org.jspecify.annotations.NullMarked;
