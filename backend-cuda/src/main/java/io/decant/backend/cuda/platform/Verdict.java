package io.decant.backend.cuda.platform;

/**
 * What came of a trial.
 *
 * @param usable whether the library can be used
 * @param text its version, or why not
 */
record Verdict(boolean usable, String text) {}
