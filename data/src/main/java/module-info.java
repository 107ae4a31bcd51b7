/** Data sources and their tools. */
module io.decant.data {
  requires transitive io.decant.api;
  requires static transitive org.jspecify;
  requires io.jhdf;
  requires transitive java.desktop;
  requires leveldb;
  requires leveldb.api;
  requires lmdbjava;
  requires org.slf4j;

  exports io.decant.data;
  exports io.decant.data.cifar;
  exports io.decant.data.datum;
  exports io.decant.data.db;
  exports io.decant.data.files;
  exports io.decant.data.hdf5;
  exports io.decant.data.image;
  exports io.decant.data.leveldb;
  exports io.decant.data.lmdb;
  exports io.decant.data.memory;
  exports io.decant.data.mnist;
  exports io.decant.data.synthetic;
  exports io.decant.data.transform;

  provides io.decant.api.layer.LayerProvider with
      io.decant.data.layer.DataLayerProvider;
  provides io.decant.api.snapshot.SnapshotFormat with
      io.decant.data.snapshot.Hdf5Format;
}
