/** The Caffe schema: text and binary files, and upgrades of old ones. */
module io.decant.proto {
  requires transitive com.google.protobuf;
  requires static transitive org.jspecify;

  exports io.decant.proto;
  exports io.decant.proto.caffe;
  exports io.decant.proto.io;
  exports io.decant.proto.text;
  exports io.decant.proto.upgrade;
}
