/**
 * Operator descriptions: immutable records that say what is computed and over which geometry.
 *
 * <p>A backend implements the {@link io.decant.spi.op.MandatoryOp mandatory} ones; every other
 * operator is a {@link io.decant.spi.op.CompositeOp} that carries its decomposition. Operands are
 * float32 and dense row-major unless the operator's Javadoc says otherwise. Contracts:
 *
 * <ol>
 *   <li><b>op.value</b> Results equal the Javadoc's formula up to rounding of the type.
 *   <li><b>op.intent</b> A READ operand is unchanged; of WRITE operands every element is written
 *       and no old element is looked at (it may hold NaN); nothing outside an operand's extent
 *       changes.
 *   <li><b>op.empty</b> An operand with an extent of 0 is legal; the operator then writes what is
 *       left to write: a sum over nothing is 0, a maximum over nothing is minus infinity.
 *   <li><b>op.repeat</b> Run twice on the same operands, an operator gives the same bits.
 *   <li><b>op.inplace</b> Of {@link io.decant.spi.op.Axpby}, {@link io.decant.spi.op.Unary}, {@link
 *       io.decant.spi.op.Binary}, {@link io.decant.spi.op.Broadcast}, {@link
 *       io.decant.spi.op.ReluBackward}, {@link io.decant.spi.op.Normalise}, {@link
 *       io.decant.spi.op.NormaliseBackward}, {@link io.decant.spi.op.ScaleShift}, {@link
 *       io.decant.spi.op.BatchNorm}, {@link io.decant.spi.op.BatchNormBackward}, {@link
 *       io.decant.spi.op.BiasReluBackward}, {@link io.decant.spi.op.LrnBackward} and {@link
 *       io.decant.spi.op.Sum}, the result behind all other operands may be the same view as the
 *       first operand (for Binary also the second). Other operands never overlap a written one.
 *   <li><b>op.nan</b> NaN and infinity propagate as in IEEE 754, except where the Javadoc says
 *       otherwise.
 * </ol>
 */
@NullMarked
package io.decant.spi.op;

import org.jspecify.annotations.NullMarked;
