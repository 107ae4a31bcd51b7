/**
 * Small nets around every layer type, and what is checked of them on a device: values against the
 * oracle, gradients against differences, results under the wrappers. A layer type that the registry
 * has and that has neither a case nor a reason to have none is reported.
 */
@NullMarked
package io.decant.conformance.layers;

import org.jspecify.annotations.NullMarked;
