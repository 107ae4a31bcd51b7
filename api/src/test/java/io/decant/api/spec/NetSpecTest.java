package io.decant.api.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.api.solver.Solver;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Prototxt;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class NetSpecTest {
  private static final Decant DECANT = Decant.open();

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private static NetSpec small() {
    NetSpec net = new NetSpec("small");
    Top target = net.input("target", 4, 2);
    net.input("x", 4, 3).innerProduct(5).relu().innerProduct(2).euclideanLoss(target).named("loss");
    return net;
  }

  @Test
  void layersWithoutNamesAreCalledByTypeAndNumber() {
    NetSpec net = new NetSpec("n");
    Top pool = net.input("data", 1, 1, 9, 9).convolution(2, 3).maxPooling(2, 2);
    pool.convolution(3, 2);
    net.layer("Convolution", pool).named("Convolution2");
    NetParameter proto = net.toProto();
    assertEquals(
        List.of("data", "Convolution1", "Pooling1", "Convolution3", "Convolution2"), names(proto));
    assertEquals(List.of("Pooling1"), proto.getLayer(3).getBottomList());
    assertEquals(List.of("Convolution3"), proto.getLayer(3).getTopList());
  }

  @Test
  void aNameIsThatOfTheLayerAndOfItsOnlyTop() {
    NetSpec net = new NetSpec("n");
    LayerSpec data = net.data("db", 8).named("train").phase(Phase.TRAIN);
    data.innerProduct(2).named("ip").softmaxLoss(data.top(1)).named("cost").tops("loss");
    NetParameter proto = net.toProto();
    assertEquals(List.of("train", "ip", "cost"), names(proto));
    assertEquals(List.of("data", "label"), proto.getLayer(0).getTopList());
    assertEquals(Phase.TRAIN, proto.getLayer(0).getInclude(0).getPhase());
    assertEquals(List.of("ip", "label"), proto.getLayer(2).getBottomList());
    assertEquals(List.of("loss"), proto.getLayer(2).getTopList());
  }

  @Test
  void layersInPlaceHaveTheNamesOfTheirBottoms() {
    NetSpec net = new NetSpec("n");
    Top ip = net.input("x", 2, 3).innerProduct(2).named("ip");
    Top relu = ip.relu().named("relu");
    Top dropout = relu.dropout(0.5);
    dropout.innerProduct(2);
    net.layer("Silence", dropout).tops();
    NetParameter proto = net.toProto();
    assertEquals(List.of("x", "ip", "relu", "Dropout1", "InnerProduct1", "Silence1"), names(proto));
    assertEquals(List.of("ip"), proto.getLayer(2).getTopList());
    assertEquals(List.of("ip"), proto.getLayer(3).getTopList());
    assertEquals(List.of("ip"), proto.getLayer(4).getBottomList());
    assertEquals(List.of(), proto.getLayer(5).getTopList());
  }

  @Test
  void whatWasOverwrittenCannotBeRead() {
    NetSpec net = new NetSpec("n");
    Top ip = net.input("x", 2, 3).innerProduct(2).named("ip");
    LayerSpec relu = ip.relu().named("relu");
    relu.plus(ip).named("sum");
    IllegalStateException refused = assertThrows(IllegalStateException.class, net::toProto);
    assertEquals(
        "layer 'sum' reads blob 'ip' as it was before layer 'relu' overwrote it in place; read that"
            + " layer instead, or call its inPlace(false)",
        refused.getMessage());
    relu.inPlace(false);
    assertEquals(List.of("relu", "ip"), net.toProto().getLayer(3).getBottomList());
  }

  @Test
  void bottomsOfOtherNetsAndMissingTopsAreRefused() {
    Top foreign = new NetSpec("other").input("x", 1);
    NetSpec net = new NetSpec("n");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> net.layer("ReLU", foreign));
    assertTrue(refused.getMessage().contains("net 'other'"), refused.getMessage());
    LayerSpec relu = net.input("y", 1).relu();
    assertThrows(IndexOutOfBoundsException.class, () -> relu.top(1));
  }

  @Test
  void parametersHaveRatesDecaysAndSharedNames() {
    NetSpec net = new NetSpec("n");
    Top x = net.input("x", 2, 3);
    x.innerProduct(3).rates(1, 2).decays(1, 0).sharing("w", "b").innerProduct(3).sharing("w");
    LayerParameter first = net.toProto().getLayer(1);
    assertEquals(2, first.getParam(1).getLrMult());
    assertEquals(0, first.getParam(1).getDecayMult());
    assertEquals("b", first.getParam(1).getName());
    try (Net made = DECANT.net(net.toProto()).build()) {
      assertEquals(4, made.parameters().size());
      assertEquals(3, made.learnableParameters().size());
    }
  }

  @Test
  void theTextParsesBackToTheSameNet() {
    NetSpec net = new NetSpec("everything");
    LayerSpec data = net.data("db", 8).with(l -> l.getTransformParamBuilder().setScale(0.25f));
    Top trunk =
        data.convolution(8, 3, c -> c.addPad(1).setWeightFiller(Fillers.msra()))
            .batchNorm()
            .scale()
            .relu();
    Top wide = trunk.averagePooling(3, 1).concat(trunk, trunk.then("Sigmoid"));
    Top up =
        wide.deconvolution(4, 4, c -> c.addStride(2).setWeightFiller(Fillers.bilinear()))
            .then("LRN", l -> l.getLrnParamBuilder().setLocalSize(5));
    Top scores =
        up.innerProduct(3, p -> p.setWeightFiller(Fillers.gaussian(0.01)))
            .with(l -> l.getInnerProductParamBuilder().setBiasFiller(Fillers.constant(0.1)));
    scores.softmaxLoss(data.top(1));
    scores.accuracy(data.top(1)).phase(Phase.TEST);
    scores.softmax();
    NetParameter parsed = Prototxt.parseNet(net.toPrototxt(), "everything").message();
    assertEquals(net.toProto(), parsed);
    assertEquals(14, parsed.getLayerCount());
  }

  @Test
  void errorsOfTheNetNameTheNetAndTheLayer() {
    NetSpec net = new NetSpec("wrong");
    net.input("x", 1, 1, 2, 2).convolution(2, 3).named("conv");
    ProtoFormatException refused =
        assertThrows(ProtoFormatException.class, () -> DECANT.net(net.toProto()).build());
    assertTrue(refused.getMessage().contains("net 'wrong'"), refused.getMessage());
    assertTrue(refused.getMessage().contains("'conv'"), refused.getMessage());
  }

  @Test
  void aSolverTrainsANetThatWasWrittenInJava() {
    SolverParameter solver =
        SolverParameter.newBuilder()
            .setNetParam(small().toProto())
            .setBaseLr(0.1f)
            .setLrPolicy("fixed")
            .setMaxIter(100)
            .setRandomSeed(7)
            .setSnapshotAfterTrain(false)
            .build();
    try (Solver run = DECANT.solver(solver).build()) {
      run.net().blob("x").setData(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1);
      run.net().blob("target").setData(1, 0, 0, 1, 1, 1, 2, 2);
      run.step(1);
      double first = run.loss();
      run.step(99);
      assertTrue(run.loss() < first / 10, first + " became " + run.loss());
    }
  }

  private static List<String> names(NetParameter net) {
    return net.getLayerList().stream().map(LayerParameter::getName).toList();
  }
}
