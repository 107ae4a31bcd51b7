package io.decant.tiering.plan;

/**
 * What one operator does with one block.
 *
 * @param op index of the operator in its program
 * @param fetch whether old contents must be there
 * @param writes whether contents change
 */
record Use(int op, boolean fetch, boolean writes) {}
