/** What backends and memory managers implement, and the executor that runs programs on them. */
module io.decant.spi {
  requires static transitive org.jspecify;
  requires jdk.management;
  requires jdk.unsupported;

  exports io.decant.spi.op;
  exports io.decant.spi.device;
  exports io.decant.spi.memory;
  exports io.decant.spi.rates;
  exports io.decant.spi.rewrite;
  exports io.decant.spi.layout;
  exports io.decant.spi.run;
  exports io.decant.spi.support;

  uses io.decant.spi.memory.PlannerProvider;
}
