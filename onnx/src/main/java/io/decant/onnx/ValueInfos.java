package io.decant.onnx;

import io.decant.onnx.proto.TensorProto;
import io.decant.onnx.proto.TensorShapeProto;
import io.decant.onnx.proto.TypeProto;
import io.decant.onnx.proto.ValueInfoProto;

/**
 * Describes inputs and outputs.
 *
 * @param batch the batch size that the net has, where any is allowed
 */
record ValueInfos(long batch) {
  private static final String BATCH = "batch";

  ValueInfoProto message(NetValue value) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < value.shape.rank(); axis++) {
      if (value.shape.varies(axis)) {
        shape.addDimBuilder().setDimParam(parameter(value, axis));
      } else {
        shape.addDimBuilder().setDimValue(value.shape.dim(axis));
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(value.name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  private String parameter(NetValue value, int axis) {
    boolean isBatch =
        value.shape.shape().dim(axis) == batch && value.shape.other().dim(axis) == batch + 1;
    return isBatch ? BATCH : value.name + " axis " + axis;
  }

  OnnxValue value(NetValue value) {
    return new OnnxValue(
        value.name,
        message(value).getType().getTensorType().getShape().getDimList().stream()
            .map(dim -> dim.hasDimParam() ? dim.getDimParam() : Long.toString(dim.getDimValue()))
            .toList());
  }
}
