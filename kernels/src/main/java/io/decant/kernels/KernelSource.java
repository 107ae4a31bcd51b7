package io.decant.kernels;

/**
 * A complete text to compile.
 *
 * @param entry name of the kernel in it
 * @param text everything, prelude and constants included; equal texts compile to equal code
 */
public record KernelSource(String entry, String text) {}
