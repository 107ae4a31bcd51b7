package io.decant.onnx;

/**
 * What one layer writes: the content of a blob between that layer and the next one in its place.
 */
final class NetValue {
  final String blob;
  final String writer;
  final ValueShape shape;
  final boolean input;

  /** Whether parameters of the net have a part in it. */
  final boolean learned;

  boolean readByExported;
  boolean readByLeftOut;
  boolean silenced;
  boolean needed;
  String name = "";

  NetValue(String blob, String writer, ValueShape shape, boolean input, boolean learned) {
    this.blob = blob;
    this.writer = writer;
    this.shape = shape;
    this.input = input;
    this.learned = learned;
  }
}
