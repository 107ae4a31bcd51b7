package io.decant.api.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.decant.api.Decant;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.BlobShape;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.V1LayerParameter;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nets take the weights of caffemodels that forks of Caffe and old versions wrote. */
class ForkWeightsTest {
  private static final String NET =
      """
      layer { name: 'in' type: 'Input' top: 'in' input_param { shape { dim: 1 dim: 2 } } }
      layer { name: 'norm' type: 'Normalize' bottom: 'in' top: 'norm' }
      layer { name: 'ip' type: 'InnerProduct' bottom: 'norm' top: 'ip'
        inner_product_param { num_output: 1 bias_term: false } }
      """;

  @TempDir private Path folder;

  private static BlobProto.Builder blob(long... dims) {
    BlobShape.Builder shape = BlobShape.newBuilder();
    for (long dim : dims) {
      shape.addDim(dim);
    }
    return BlobProto.newBuilder().setShape(shape);
  }

  private static UnknownFieldSet.Field number(long value) {
    return UnknownFieldSet.Field.newBuilder().addVarint(value).build();
  }

  private static UnknownFieldSet.Field bytes(ByteString value) {
    return UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
  }

  /** NVIDIA's way: half floats 1.5 and -2 as raw data, beside fields that Caffe does not have. */
  private static LayerParameter nvidia() {
    byte[] halves = {0x00, 0x3E, 0x00, (byte) 0xC0};
    UnknownFieldSet raw =
        UnknownFieldSet.newBuilder()
            .addField(10, number(2))
            .addField(12, bytes(ByteString.copyFrom(halves)))
            .build();
    return LayerParameter.newBuilder()
        .setName("ip")
        .setType("InnerProduct")
        .addBlobs(blob(1, 2).setUnknownFields(raw))
        .setUnknownFields(UnknownFieldSet.newBuilder().addField(146, number(2)).build())
        .build();
  }

  private Path write(NetParameter net) throws IOException {
    Path file = folder.resolve("net.caffemodel");
    Files.write(file, net.toByteArray());
    return file;
  }

  private static Net net(Decant decant) {
    return Net.builder(decant.engine(), Prototxt.parseNet(NET, "net.prototxt"))
        .phase(Phase.TEST)
        .build();
  }

  private static float[] weights(Net net, int parameter) {
    return net.blob(net.parameters().get(parameter)).data();
  }

  /** SSD's scale is a blob without axes; its priors and losses are layers that the net lacks. */
  @Test
  void ofNvidiaIntelAndSsd() throws IOException {
    LayerParameter.Builder intel =
        LayerParameter.newBuilder()
            .setName("norm")
            .addBlobs(blob().addData(3))
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(149, bytes(ByteString.copyFromUtf8("MKLDNN")))
                    .build());
    Path file =
        write(
            NetParameter.newBuilder()
                .addLayer(intel)
                .addLayer(
                    LayerParameter.newBuilder()
                        .setName("mbox_loss")
                        .addBlobs(blob(9).addAllData(List.of(1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f))))
                .addLayer(nvidia())
                .build());
    try (Decant decant = Decant.open();
        Net net = net(decant)) {
      net.copyTrainedLayersFrom(file);
      assertArrayEquals(new float[] {3}, weights(net, 0));
      assertArrayEquals(new float[] {1.5f, -2}, weights(net, 1));
      net.blob("in").setData(3, 4);
      net.forward();
      assertEquals(3 * (1.5 * 0.6 - 2 * 0.8), net.blob("ip").data()[0], 1e-5);
    }
  }

  @Test
  void ofVersionOne() throws IOException {
    BlobProto old =
        BlobProto.newBuilder()
            .setNum(1)
            .setChannels(1)
            .setHeight(1)
            .setWidth(2)
            .addAllData(List.of(5f, 6f))
            .build();
    Path file =
        write(
            NetParameter.newBuilder()
                .addLayers(V1LayerParameter.newBuilder().setName("ip").addBlobs(old))
                .build());
    try (Decant decant = Decant.open();
        Net net = net(decant)) {
      net.copyTrainedLayersFrom(file);
      assertArrayEquals(new float[] {5, 6}, weights(net, 1));
    }
  }

  @Test
  void thatDoNotFitSayWhatWasFound() throws IOException {
    Path file =
        write(
            NetParameter.newBuilder()
                .addLayer(
                    LayerParameter.newBuilder()
                        .setName("ip")
                        .addBlobs(blob(1, 3).addAllData(List.of(1f, 2f, 3f))))
                .build());
    try (Decant decant = Decant.open();
        Net net = net(decant)) {
      var error = assertThrows(ProtoFormatException.class, () -> net.copyTrainedLayersFrom(file));
      assertEquals(
          "net.prototxt:3:1: layer 'ip' (InnerProduct): "
              + file
              + ": blob 0 of the weights has shape [1, 3], the layer's has [1, 2]; rename the layer"
              + " to learn it from scratch, or use matching weights",
          error.getMessage());
    }
  }
}
