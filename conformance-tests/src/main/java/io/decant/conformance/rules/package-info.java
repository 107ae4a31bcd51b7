/**
 * The numbered rules of the SPI as JUnit 5 tests. A backend claims conformance by a test class that
 * implements {@link io.decant.conformance.rules.BackendContract} and says which provider it is
 * about; every rule then shows up in its report under the backend's own class name. To the rules of
 * {@link io.decant.spi.device} and {@link io.decant.spi.op} come those of whole nets:
 *
 * <ol>
 *   <li><b>layer.value</b> For every registered layer type, forward and backward, each blob,
 *       parameter and gradient of a small net is that of the same program in double precision, as
 *       far as float32 goes; every type has a case or a reason to have none.
 *   <li><b>layer.gradient</b> Gradients are the differences of the forward pass on the device
 *       itself, in every element of every bottom and parameter.
 *   <li><b>layer.order</b> Every two accesses of those nets to the same bytes, of which one writes,
 *       are ordered, and watching them changes no bit.
 *   <li><b>layer.poison</b> NaN in everything that is undefined changes no bit.
 * </ol>
 */
@NullMarked
package io.decant.conformance.rules;

import org.jspecify.annotations.NullMarked;
