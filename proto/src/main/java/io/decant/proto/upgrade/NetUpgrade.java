package io.decant.proto.upgrade;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.V1LayerParameter;
import io.decant.proto.text.Located;
import java.util.function.Consumer;

/**
 * Upgrades a net. In this order: V0 layers to V1, with padding layers moved into the layers behind
 * them; the image fields of V1 data layers into their transformation; V1 layers to the present
 * ones; the net's input fields to an Input layer; the learning rates of BatchNorm to zero.
 */
public final class NetUpgrade {
  private NetUpgrade() {}

  /**
   * Upgrades what needs it. The sources follow their layers: after the upgrade the source of layer
   * i of the message is child i of {@code layer}, where the layer stood in the text.
   *
   * @param net the net as it was read
   * @param log takes Caffe's lines about what was upgraded
   * @return the net itself if it needs no upgrade
   * @throws ProtoFormatException if an old field has no meaning where it stands
   */
  public static Located<NetParameter> upgrade(Located<NetParameter> net, Consumer<String> log) {
    Located<NetParameter> result = net;
    if (net.message().getLayersList().stream().anyMatch(V1LayerParameter::hasLayer)) {
      begin(log, "V0LayerParameter", net);
      result = V0Layers.upgrade(PaddingLayers.fold(result));
      log.accept("Successfully upgraded file specified using deprecated V0LayerParameter");
    }
    if (TransformationFields.areIn(result.message())) {
      begin(log, "transformation parameters", net);
      result = TransformationFields.upgrade(result);
      log.accept(
          "Successfully upgraded file specified using deprecated data transformation parameters.");
    }
    if (result.message().getLayersCount() > 0) {
      begin(log, "V1LayerParameter", net);
      result = V1Layers.upgrade(result);
      log.accept("Successfully upgraded file specified using deprecated V1LayerParameter");
    }
    if (result.message().getInputCount() > 0) {
      begin(log, "input fields", net);
      result = InputFields.upgrade(result);
      log.accept("Successfully upgraded file specified using deprecated input fields.");
    }
    if (result.message().getLayerList().stream().anyMatch(NetUpgrade::trainsStatistics)) {
      log.accept(
          "Attempting to upgrade batch norm layers using deprecated params: "
              + net.source().location().file());
      result = fixStatistics(result);
      log.accept("Successfully upgraded batch norm layers using deprecated params.");
    }
    return result;
  }

  private static void begin(Consumer<String> log, String what, Located<NetParameter> net) {
    log.accept(
        "Attempting to upgrade input file specified using deprecated "
            + what
            + ": "
            + net.source().location().file());
  }

  /** Nets written before Caffe fixed the rates itself gave the three statistics a rate of 0. */
  private static boolean trainsStatistics(LayerParameter layer) {
    return layer.getType().equals("BatchNorm") && layer.getParamCount() == 3;
  }

  private static Located<NetParameter> fixStatistics(Located<NetParameter> net) {
    NetParameter.Builder upgraded = net.message().toBuilder();
    for (LayerParameter.Builder layer : upgraded.getLayerBuilderList()) {
      if (trainsStatistics(layer.build())) {
        layer.getParamBuilderList().forEach(param -> param.setLrMult(0).setDecayMult(0));
      }
    }
    return new Located<>(upgraded.build(), net.source());
  }
}
