package io.decant.api.net;

import io.decant.proto.caffe.ParamSpec;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a net: who owns which storage. Source: Caffe's Net::AppendParam. */
final class ParameterTable {
  private final @Nullable NetGraph trained;
  private final Map<String, NetParam> byName = new HashMap<>();
  private final List<NetParam> all = new ArrayList<>();

  /**
   * Creates an empty table; layers of a trained net lend their parameters to those of the same
   * name.
   */
  ParameterTable(@Nullable NetGraph trained) {
    this.trained = trained;
  }

  List<NetParam> all() {
    return List.copyOf(all);
  }

  /** Creates the parameters that a layer declares. */
  void add(NetLayer node, List<LayerShapes.Declared> declared) {
    List<ParamSpec> specs = node.parameter().getParamList();
    if (specs.size() > declared.size()) {
      throw node.config()
          .error(
              "param is given "
                  + specs.size()
                  + " times, the layer has "
                  + declared.size()
                  + " parameters");
    }
    for (int i = 0; i < declared.size(); i++) {
      ParamSpec spec = i < specs.size() ? specs.get(i) : ParamSpec.getDefaultInstance();
      if (declared.get(i).fixed() && i < specs.size() && spec.getLrMult() != 0) {
        throw node.config()
            .error(
                "param "
                    + i
                    + " has lr_mult "
                    + spec.getLrMult()
                    + ", but this parameter is not learned; set lr_mult: 0");
      }
      NetParam param = create(node, i, declared.get(i), spec);
      node.params.add(param);
      all.add(param);
    }
  }

  private NetParam create(NetLayer node, int index, LayerShapes.Declared declared, ParamSpec spec) {
    NetParam lender = lender(node, index, declared.shape());
    NetParam sharer = spec.getName().isEmpty() ? null : byName.get(spec.getName());
    NetParam param;
    if (sharer != null) {
      checkSharing(node, sharer, declared.shape(), spec);
      param =
          NetParam.sharing(sharer, node.name(), index, declared.shape(), spec, declared.fixed());
    } else if (lender != null) {
      param =
          NetParam.sharing(lender, node.name(), index, declared.shape(), spec, declared.fixed());
    } else {
      param =
          NetParam.owning(
              node.name(), index, declared.shape(), spec, declared.filler(), declared.fixed());
    }
    if (!spec.getName().isEmpty()) {
      byName.putIfAbsent(spec.getName(), param);
    }
    return param;
  }

  private @Nullable NetParam lender(NetLayer node, int index, Shape shape) {
    if (trained == null) {
      return null;
    }
    for (NetLayer layer : trained.layers()) {
      if (layer.name().equals(node.name()) && index < layer.params.size()) {
        NetParam param = layer.params.get(index);
        if (!param.shape().equals(shape)) {
          throw node.config()
              .error(
                  "parameter "
                      + index
                      + " has shape "
                      + shape
                      + ", in the training net it has "
                      + param.shape());
        }
        return param;
      }
    }
    return null;
  }

  private static void checkSharing(NetLayer node, NetParam owner, Shape shape, ParamSpec spec) {
    boolean permissive = spec.getShareMode() == ParamSpec.DimCheckMode.PERMISSIVE;
    if (permissive ? owner.shape().count() != shape.count() : !owner.shape().equals(shape)) {
      throw node.config()
          .error(
              "parameter '"
                  + spec.getName()
                  + "' of shape "
                  + shape
                  + " cannot share that of layer '"
                  + owner.layer()
                  + "' of shape "
                  + owner.shape()
                  + (permissive ? "" : "; share_mode: PERMISSIVE would compare sizes only"));
    }
    String conflict = owner.adopt(spec);
    if (!conflict.isEmpty()) {
      throw node.config()
          .error(
              "parameter '"
                  + spec.getName()
                  + "' is shared with layer '"
                  + owner.layer()
                  + "', but they ask for "
                  + conflict);
    }
  }
}
