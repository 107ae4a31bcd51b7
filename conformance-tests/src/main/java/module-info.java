/** The kit that proves a backend. Its rules need JUnit 5, its commands do not. */
module io.decant.conformance {
  requires transitive io.decant.api;
  requires io.decant.data;
  requires static transitive org.jspecify;
  requires static transitive org.junit.jupiter.api;
  requires static org.junit.platform.engine;
  requires static org.junit.platform.launcher;
  requires org.tukaani.xz;

  exports io.decant.conformance.cases;
  exports io.decant.conformance.golden;
  exports io.decant.conformance.layers;
  exports io.decant.conformance.oracle;
  exports io.decant.conformance.reference;
  exports io.decant.conformance.rules;
  exports io.decant.conformance.throttle;
  exports io.decant.conformance.tiering;
  exports io.decant.conformance.trial;
  exports io.decant.conformance.wrapper;

  provides io.decant.api.command.CommandProvider with
      io.decant.conformance.golden.ConformanceCommand,
      io.decant.conformance.rates.RatesCommand;
}
