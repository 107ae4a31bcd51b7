/** What a user programs: blobs, layers, nets, solvers. */
module io.decant.api {
  requires transitive io.decant.proto;
  requires transitive io.decant.spi;
  requires static transitive org.jspecify;
  requires com.google.guice;
  requires org.slf4j;

  exports io.decant.api.blob;
  exports io.decant.api.engine;
  exports io.decant.api.layer;
  exports io.decant.api.net;

  uses io.decant.api.layer.LayerProvider;
  uses io.decant.spi.memory.MemoryManagerProvider;

  provides io.decant.spi.memory.MemoryManagerProvider with
      io.decant.api.memory.ResidentMemoryManagerProvider;
}
