package io.decant.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a model in ONNX Runtime. */
final class OnnxRun {
  /** A value. */
  record Value(Shape shape, FloatBuffer data) {}

  private OnnxRun() {}

  static Map<String, Value> of(Path model, Map<String, Value> inputs) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> given = new HashMap<>();
    Map<String, Value> outputs = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(2);
      try (OrtSession session = environment.createSession(model.toString(), options)) {
        for (Map.Entry<String, Value> input : inputs.entrySet()) {
          given.put(
              input.getKey(),
              OnnxTensor.createTensor(
                  environment, input.getValue().data(), input.getValue().shape().toArray()));
        }
        try (OrtSession.Result result = session.run(given)) {
          for (String name : session.getOutputNames()) {
            outputs.put(name, value((OnnxTensor) result.get(name).orElseThrow()));
          }
        }
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
    return outputs;
  }

  private static Value value(OnnxTensor tensor) {
    return new Value(Shape.of(tensor.getInfo().getShape()), tensor.getFloatBuffer());
  }
}
