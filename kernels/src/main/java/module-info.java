/** Operators written once, for any device that compiles and launches C-like code. */
module io.decant.kernels {
  requires static transitive org.jspecify;
  requires transitive io.decant.spi;

  exports io.decant.kernels;
}
