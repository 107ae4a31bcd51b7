package io.decant.cli.watch;

/**
 * How far a run goes, and what it may use.
 *
 * @param first its first iteration
 * @param total the iteration that it ends before
 * @param poolBytes the device memory that it may use
 * @param managed whether blocks may leave the device
 */
record RunSize(long first, long total, long poolBytes, boolean managed) {}
