/**
 * Planning: from the order of a program's operators, the sizes of its blocks, the speed of the
 * links and the size of the pool to a list of steps with fixed addresses. Pure functions: nothing
 * here touches a device.
 *
 * <p>A plan is made in this order. {@link io.decant.tiering.plan.BlockUses} lists what each
 * operator does with each block, {@link io.decant.tiering.plan.Lives} the {@link
 * io.decant.tiering.plan.Gap}s between uses in which a block could be elsewhere. {@link
 * io.decant.tiering.plan.EvictionChoice} decides in which gaps blocks leave. {@link
 * io.decant.tiering.plan.TransferTimeline} decides when copies start, and predicts how long
 * everything takes. {@link io.decant.tiering.plan.AddressPacking} gives every stay on the device an
 * address, {@link io.decant.tiering.plan.PackingSearch} where that is not enough, and {@link
 * io.decant.tiering.plan.PlacedRun} says what a run takes with them.
 */
@NullMarked
package io.decant.tiering.plan;

import org.jspecify.annotations.NullMarked;
