/**
 * Turns nets and solvers that were written for older versions of Caffe into what the last version
 * reads, as it does itself: the same steps in the same order with the same result.
 */
@NullMarked
package io.decant.proto.upgrade;

import org.jspecify.annotations.NullMarked;
