/** What a user programs: blobs, layers, nets, solvers. */
module io.decant.api {
  requires transitive io.decant.proto;
  requires transitive io.decant.spi;
  requires static transitive org.jspecify;
  requires com.google.guice;
  requires org.slf4j;

  exports io.decant.api;
  exports io.decant.api.backend;
  exports io.decant.api.blob;
  exports io.decant.api.command;
  exports io.decant.api.engine;
  exports io.decant.api.filler;
  exports io.decant.api.forecast;
  exports io.decant.api.image;
  exports io.decant.api.layer;
  exports io.decant.api.net;
  exports io.decant.api.snapshot;
  exports io.decant.api.solver;
  exports io.decant.api.spec;
  exports io.decant.api.text;

  uses io.decant.api.layer.LayerProvider;
  uses io.decant.api.snapshot.SnapshotFormat;
  uses io.decant.spi.device.BackendProvider;
  uses io.decant.spi.memory.MemoryManagerProvider;

  opens io.decant.api.wiring to
      com.google.guice;

  provides io.decant.api.layer.LayerProvider with
      io.decant.api.layers.BuiltInLayers;
  provides io.decant.spi.memory.MemoryManagerProvider with
      io.decant.api.memory.ResidentMemoryManagerProvider;
}
