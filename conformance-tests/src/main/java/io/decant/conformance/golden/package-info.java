/**
 * Runs cases whose results the real Caffe computed: nets, solver traces, upgrades. Free of JUnit,
 * so that a command can run them.
 */
@NullMarked
package io.decant.conformance.golden;

import org.jspecify.annotations.NullMarked;
