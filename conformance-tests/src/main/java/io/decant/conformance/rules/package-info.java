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
 *   <li><b>tiering.bits</b> A net that trains in a quarter of the memory it needs, its blocks
 *       coming and going as each planner says, through pinned and pageable host memory, has the
 *       losses and parameters of a run in which nothing moves, bit for bit; copies are planned,
 *       counted, and asked of the device.
 *   <li><b>tiering.recompute</b> The same where operators are computed again because copies are
 *       slow, dropout among them; the device runs as many more operators as were planned.
 *   <li><b>tiering.tiles</b> In less memory than one operator's blocks take, operators run in
 *       tiles: with the bits that the same tiles have in enough memory, and near to those of whole
 *       operators.
 *   <li><b>tiering.order</b> While blocks come and go, every two accesses to the same bytes, of
 *       which one writes, are ordered, and watching them changes no bit.
 *   <li><b>tiering.poison</b> NaN in everything that is undefined, and in blocks that nobody reads
 *       any more, changes no bit while blocks come and go.
 *   <li><b>tiering.refusal</b> A pool that is too small is refused before any operator runs, naming
 *       layer, bytes and flag; with the bytes named, on a device that has no more, it trains.
 *   <li><b>tiering.share</b> A device that refuses an allocation says how much it has left, and
 *       training makes do with that.
 *   <li><b>tiering.failure</b> A copy or allocation that is refused, and a copy that fails on its
 *       stream, is an error that says so, or makes no difference; never a wrong result.
 *   <li><b>cache.program</b> A backend that keeps compiled programs finds them again in its next
 *       run, and makes anew what is damaged or not accepted, saying so: {@link
 *       io.decant.conformance.rules.ProgramCacheContract}, for backends that claim it.
 * </ol>
 */
@NullMarked
package io.decant.conformance.rules;

import org.jspecify.annotations.NullMarked;
