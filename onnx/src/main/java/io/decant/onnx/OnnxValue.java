package io.decant.onnx;

import java.util.List;

/**
 * An input or output of a model.
 *
 * @param name its name, that of the blob
 * @param extents numbers, or names of those that the user chooses
 */
public record OnnxValue(String name, List<String> extents) {
  /** Copies the list. */
  public OnnxValue {
    extents = List.copyOf(extents);
  }

  @Override
  public String toString() {
    return name + " (" + String.join(" x ", extents) + ")";
  }
}
