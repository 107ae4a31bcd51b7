package io.decant.proto.upgrade;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.V0LayerParameter;
import io.decant.proto.caffe.V1LayerParameter;
import io.decant.proto.caffe.V1LayerParameter.LayerType;
import io.decant.proto.text.Located;
import io.decant.proto.text.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * V0 layers kept the fields of all types side by side; V1 layers have a message for each type. The
 * table says which field of which type went where.
 */
final class V0Layers {
  private static final Map<String, LayerType> TYPES =
      Map.ofEntries(
          Map.entry("accuracy", LayerType.ACCURACY),
          Map.entry("bnll", LayerType.BNLL),
          Map.entry("concat", LayerType.CONCAT),
          Map.entry("conv", LayerType.CONVOLUTION),
          Map.entry("data", LayerType.DATA),
          Map.entry("dropout", LayerType.DROPOUT),
          Map.entry("euclidean_loss", LayerType.EUCLIDEAN_LOSS),
          Map.entry("flatten", LayerType.FLATTEN),
          Map.entry("hdf5_data", LayerType.HDF5_DATA),
          Map.entry("hdf5_output", LayerType.HDF5_OUTPUT),
          Map.entry("im2col", LayerType.IM2COL),
          Map.entry("images", LayerType.IMAGE_DATA),
          Map.entry("infogain_loss", LayerType.INFOGAIN_LOSS),
          Map.entry("innerproduct", LayerType.INNER_PRODUCT),
          Map.entry("lrn", LayerType.LRN),
          Map.entry("multinomial_logistic_loss", LayerType.MULTINOMIAL_LOGISTIC_LOSS),
          Map.entry("pool", LayerType.POOLING),
          Map.entry("relu", LayerType.RELU),
          Map.entry("sigmoid", LayerType.SIGMOID),
          Map.entry("softmax", LayerType.SOFTMAX),
          Map.entry("softmax_loss", LayerType.SOFTMAX_LOSS),
          Map.entry("split", LayerType.SPLIT),
          Map.entry("tanh", LayerType.TANH),
          Map.entry("window_data", LayerType.WINDOW_DATA));

  private static final String ANY_TYPE = "*";

  /** V0 field, V0 type, message and field of the V1 layer. */
  private static final Map<String, String[]> FIELDS =
      table(
          """
          num_output conv convolution_param num_output
          num_output innerproduct inner_product_param num_output
          biasterm conv convolution_param bias_term
          biasterm innerproduct inner_product_param bias_term
          weight_filler conv convolution_param weight_filler
          weight_filler innerproduct inner_product_param weight_filler
          bias_filler conv convolution_param bias_filler
          bias_filler innerproduct inner_product_param bias_filler
          pad conv convolution_param pad
          pad pool pooling_param pad
          kernelsize conv convolution_param kernel_size
          kernelsize pool pooling_param kernel_size
          group conv convolution_param group
          stride conv convolution_param stride
          stride pool pooling_param stride
          pool pool pooling_param pool
          dropout_ratio dropout dropout_param dropout_ratio
          local_size lrn lrn_param local_size
          alpha lrn lrn_param alpha
          beta lrn lrn_param beta
          k lrn lrn_param k
          source data data_param source
          source hdf5_data hdf5_data_param source
          source images image_data_param source
          source window_data window_data_param source
          source infogain_loss infogain_loss_param source
          batchsize data data_param batch_size
          batchsize hdf5_data hdf5_data_param batch_size
          batchsize images image_data_param batch_size
          batchsize window_data window_data_param batch_size
          rand_skip data data_param rand_skip
          rand_skip images image_data_param rand_skip
          shuffle_images images image_data_param shuffle
          new_height images image_data_param new_height
          new_width images image_data_param new_width
          concat_dim concat concat_param concat_dim
          det_fg_threshold window_data window_data_param fg_threshold
          det_bg_threshold window_data window_data_param bg_threshold
          det_fg_fraction window_data window_data_param fg_fraction
          det_context_pad window_data window_data_param context_pad
          det_crop_mode window_data window_data_param crop_mode
          scale * transform_param scale
          meanfile * transform_param mean_file
          cropsize * transform_param crop_size
          mirror * transform_param mirror
          """);

  private V0Layers() {}

  private static Map<String, String[]> table(String rows) {
    Map<String, String[]> table = new HashMap<>();
    rows.lines()
        .map(row -> row.split(" ", -1))
        .forEach(columns -> table.put(columns[0] + " " + columns[1], columns));
    return table;
  }

  static Located<NetParameter> upgrade(Located<NetParameter> net) {
    NetParameter.Builder upgraded = net.message().toBuilder();
    for (int i = 0; i < upgraded.getLayersCount(); i++) {
      V1LayerParameter layer = upgraded.getLayers(i);
      if (layer.hasLayer()) {
        upgraded.setLayers(i, upgrade(layer, net.source().child("layers", i)));
      }
    }
    return new Located<>(upgraded.build(), net.source());
  }

  private static V1LayerParameter upgrade(V1LayerParameter layer, Source source) {
    V0LayerParameter old = layer.getLayer();
    V1LayerParameter.Builder result =
        V1LayerParameter.newBuilder()
            .addAllBottom(layer.getBottomList())
            .addAllTop(layer.getTopList())
            .addAllBlobs(old.getBlobsList())
            .addAllBlobsLr(old.getBlobsLrList())
            .addAllWeightDecay(old.getWeightDecayList());
    if (old.hasName()) {
      result.setName(old.getName());
    }
    if (old.hasType()) {
      LayerType type = TYPES.get(old.getType());
      if (type == null) {
        throw source.error("a V0 layer has the unknown type \"" + old.getType() + "\"");
      }
      result.setType(type);
    }
    if (old.hasHdf5OutputParam() && old.getType().equals("hdf5_output")) {
      result.setHdf5OutputParam(old.getHdf5OutputParam());
    }
    old.getAllFields().forEach((field, value) -> move(field, value, old.getType(), result, source));
    return result.build();
  }

  private static void move(
      FieldDescriptor field,
      Object value,
      String type,
      V1LayerParameter.Builder result,
      Source source) {
    String name = field.getName();
    if (List.of("name", "type", "blobs", "blobs_lr", "weight_decay").contains(name)
        || (name.equals("hdf5_output_param") && type.equals("hdf5_output"))) {
      return;
    }
    String[] rule = FIELDS.getOrDefault(name + " " + type, FIELDS.get(name + " " + ANY_TYPE));
    if (rule == null) {
      throw source
          .child("layer", 0)
          .error(name, "\"" + name + "\" has no meaning in a V0 layer of type \"" + type + "\"");
    }
    Message.Builder target =
        result.getFieldBuilder(result.getDescriptorForType().findFieldByName(rule[2]));
    FieldDescriptor to = target.getDescriptorForType().findFieldByName(rule[3]);
    if (to.isRepeated()) {
      target.addRepeatedField(to, value);
    } else if (to.getType() == FieldDescriptor.Type.ENUM) {
      target.setField(to, to.getEnumType().findValueByName(value.toString()));
    } else {
      // V0 kept some extents as int32 that V1 keeps as uint32; Java stores both as int
      target.setField(to, value);
    }
  }
}
