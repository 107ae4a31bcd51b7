package io.decant.onnx;

import java.util.List;

/**
 * What was written.
 *
 * @param opset version of ONNX's operators
 * @param nodes number of nodes
 * @param bytes size of the file
 * @param inputs what the model is given
 * @param outputs what it gives
 * @param leftOut names of layers that are not in it, such as losses
 */
public record OnnxModel(
    int opset,
    int nodes,
    long bytes,
    List<OnnxValue> inputs,
    List<OnnxValue> outputs,
    List<String> leftOut) {
  /** Copies the lists. */
  public OnnxModel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    leftOut = List.copyOf(leftOut);
  }
}
