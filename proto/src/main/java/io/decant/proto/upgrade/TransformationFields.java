package io.decant.proto.upgrade;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.TransformationParameter;
import io.decant.proto.caffe.V1LayerParameter;
import io.decant.proto.caffe.V1LayerParameter.LayerType;
import io.decant.proto.text.Located;
import java.util.List;
import java.util.Map;

/**
 * V1 data layers had scale, mean, crop and mirror among their own fields before {@code
 * transform_param} came. Present layers have these fields too, but Caffe does not look at them.
 */
final class TransformationFields {
  private static final Map<LayerType, String> PARAMETERS =
      Map.of(
          LayerType.DATA, "data_param",
          LayerType.IMAGE_DATA, "image_data_param",
          LayerType.WINDOW_DATA, "window_data_param");

  private static final List<String> FIELDS = List.of("scale", "mean_file", "crop_size", "mirror");

  private TransformationFields() {}

  static boolean areIn(NetParameter net) {
    return net.getLayersList().stream().anyMatch(TransformationFields::areIn);
  }

  private static boolean areIn(V1LayerParameter layer) {
    String name = PARAMETERS.get(layer.getType());
    if (name == null) {
      return false;
    }
    Message parameter = (Message) layer.getField(field(layer, name));
    return FIELDS.stream().anyMatch(field -> parameter.hasField(field(parameter, field)));
  }

  static Located<NetParameter> upgrade(Located<NetParameter> net) {
    NetParameter.Builder upgraded = net.message().toBuilder();
    for (V1LayerParameter.Builder layer : upgraded.getLayersBuilderList()) {
      String name = PARAMETERS.get(layer.getType());
      if (name != null && layer.hasField(field(layer.build(), name))) {
        move(layer.getFieldBuilder(field(layer.build(), name)), layer.getTransformParamBuilder());
      }
    }
    return new Located<>(upgraded.build(), net.source());
  }

  private static void move(Message.Builder from, TransformationParameter.Builder to) {
    for (String name : FIELDS) {
      FieldDescriptor field = from.getDescriptorForType().findFieldByName(name);
      if (from.hasField(field)) {
        to.setField(to.getDescriptorForType().findFieldByName(name), from.getField(field));
        from.clearField(field);
      }
    }
  }

  private static FieldDescriptor field(Message message, String name) {
    return message.getDescriptorForType().findFieldByName(name);
  }
}
