/**
 * Devices around devices: {@link io.decant.conformance.wrapper.HappensBefore} finds accesses that
 * nothing orders, {@link io.decant.conformance.wrapper.Poison} makes everyone suffer who looks at
 * what is undefined. The engine runs on a wrapped device as on any other.
 */
@NullMarked
package io.decant.conformance.wrapper;

import org.jspecify.annotations.NullMarked;
