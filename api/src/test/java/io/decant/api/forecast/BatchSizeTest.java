package io.decant.api.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchSizeTest {
  private static final String NET =
      """
      layer { name: "a" type: "Data" top: "a" include { phase: TRAIN } data_param { batch_size: 64 } }
      layer { name: "a" type: "Data" top: "a" include { phase: TEST } data_param { batch_size: 100 } }
      layer {
        name: "b" type: "DummyData" top: "b" top: "c"
        dummy_data_param { shape { dim: 64 dim: 3 } shape { dim: 1 dim: 64 } }
      }
      layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 7 dim: 64 } } }
      """;

  @TempDir Path folder;

  @Test
  void isThatOfTheFirstLayerOfThePhase() throws IOException {
    assertEquals(OptionalLong.of(64), BatchSize.of(net(), Phase.TRAIN));
    assertEquals(OptionalLong.of(100), BatchSize.of(net(), Phase.TEST));
    assertEquals(
        OptionalLong.empty(), BatchSize.of(NetParameter.getDefaultInstance(), Phase.TRAIN));
  }

  @Test
  void changesWhereItIsTheBatchAndLimitsTheOtherPhase() throws IOException {
    NetParameter small = BatchSize.change(net(), Phase.TRAIN, 64, 5);
    assertEquals(5, small.getLayer(0).getDataParam().getBatchSize());
    assertEquals(5, small.getLayer(1).getDataParam().getBatchSize());
    assertEquals(5, small.getLayer(2).getDummyDataParam().getShape(0).getDim(0));
    assertEquals(1, small.getLayer(2).getDummyDataParam().getShape(1).getDim(0));
    assertEquals(64, small.getLayer(2).getDummyDataParam().getShape(1).getDim(1));
    assertEquals(7, small.getLayer(3).getInputParam().getShape(0).getDim(0));
    NetParameter large = BatchSize.change(net(), Phase.TRAIN, 64, 500);
    assertEquals(500, large.getLayer(0).getDataParam().getBatchSize());
    assertEquals(100, large.getLayer(1).getDataParam().getBatchSize());
  }

  private NetParameter net() throws IOException {
    Path file = Files.writeString(folder.resolve("net.prototxt"), NET);
    return Prototxt.parseNet(file).message();
  }
}
