/**
 * The numbered rules of the SPI as JUnit 5 tests. A backend claims conformance by a test class that
 * implements {@link io.decant.conformance.rules.BackendContract} and says which provider it is
 * about; every rule then shows up in its report under the backend's own class name.
 */
@NullMarked
package io.decant.conformance.rules;

import org.jspecify.annotations.NullMarked;
