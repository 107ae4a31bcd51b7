package io.decant.proto.upgrade;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.ParamSpec;
import io.decant.proto.caffe.V1LayerParameter;
import io.decant.proto.caffe.V1LayerParameter.LayerType;
import io.decant.proto.text.Located;
import io.decant.proto.text.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * V1 layers named their types by an enum and kept what is said about parameters in four lists;
 * everything else has the same names in the present layers.
 */
final class V1Layers {
  private static final Set<String> CHANGED =
      Set.of("type", "param", "blob_share_mode", "blobs_lr", "weight_decay", "layer");

  private V1Layers() {}

  static Located<NetParameter> upgrade(Located<NetParameter> net) {
    if (net.message().getLayerCount() > 0) {
      throw net.source()
          .error(
              "layer",
              "a net has either \"layer\" or, in the form before 2015, \"layers\", not both");
    }
    NetParameter.Builder upgraded = net.message().toBuilder().clearLayers();
    List<Source> sources = new ArrayList<>();
    for (V1LayerParameter layer : net.message().getLayersList()) {
      sources.add(net.source().child("layers", sources.size()));
      upgraded.addLayer(upgrade(layer));
    }
    Source source = net.source().withChildren("layers", List.of()).withChildren("layer", sources);
    return new Located<>(upgraded.build(), source);
  }

  private static LayerParameter upgrade(V1LayerParameter layer) {
    LayerParameter.Builder result = LayerParameter.newBuilder();
    layer
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (!CHANGED.contains(field.getName())) {
                result.setField(sameField(field), value);
              }
            });
    if (layer.hasType()) {
      result.setType(typeName(layer.getType()));
    }
    for (int i = 0; i < layer.getParamCount(); i++) {
      param(result, i).setName(layer.getParam(i));
    }
    for (int i = 0; i < layer.getBlobShareModeCount(); i++) {
      int mode = layer.getBlobShareMode(i).getNumber();
      param(result, i).setShareMode(ParamSpec.DimCheckMode.forNumber(mode));
    }
    for (int i = 0; i < layer.getBlobsLrCount(); i++) {
      param(result, i).setLrMult(layer.getBlobsLr(i));
    }
    for (int i = 0; i < layer.getWeightDecayCount(); i++) {
      param(result, i).setDecayMult(layer.getWeightDecay(i));
    }
    return result.build();
  }

  private static FieldDescriptor sameField(FieldDescriptor field) {
    return LayerParameter.getDescriptor().findFieldByName(field.getName());
  }

  private static ParamSpec.Builder param(LayerParameter.Builder layer, int index) {
    while (layer.getParamCount() <= index) {
      layer.addParamBuilder();
    }
    return layer.getParamBuilder(index);
  }

  /** The name of a type in the present form: mostly the enum's name in camel case. */
  static String typeName(LayerType type) {
    return switch (type) {
      case NONE -> "";
      case ABSVAL -> "AbsVal";
      case ARGMAX -> "ArgMax";
      case BNLL, LRN, MVN -> type.name();
      case HDF5_DATA -> "HDF5Data";
      case HDF5_OUTPUT -> "HDF5Output";
      case RELU -> "ReLU";
      case SOFTMAX_LOSS -> "SoftmaxWithLoss";
      case TANH -> "TanH";
      default -> camelCase(type.name());
    };
  }

  private static String camelCase(String name) {
    StringBuilder result = new StringBuilder();
    for (String word : name.split("_", -1)) {
      result.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return result.toString();
  }
}
