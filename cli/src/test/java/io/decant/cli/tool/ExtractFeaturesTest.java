package io.decant.cli.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.data.datum.DatumReader;
import io.decant.data.db.Database;
import io.decant.data.db.Databases;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features of a net whose weights are all 0.5 when trained, 0.25 before. */
class ExtractFeaturesTest {
  private static final String NET =
      """
      layer {
        name: "data" type: "DummyData" top: "x"
        dummy_data_param { shape { dim: 2 dim: 3 } data_filler { type: "constant" value: 2 } }
      }
      layer {
        name: "ip" type: "InnerProduct" bottom: "x" top: "ip"
        inner_product_param { num_output: 4 weight_filler { type: "constant" value: %s } }
      }
      """;

  @TempDir Path folder;
  private Path model;
  private Path weights;

  @BeforeEach
  void write() throws IOException {
    model = Files.writeString(folder.resolve("net.prototxt"), NET.formatted("0.25"));
    Path trained = Files.writeString(folder.resolve("trained.prototxt"), NET.formatted("0.5"));
    weights = folder.resolve("net.caffemodel");
    try (Decant decant = Decant.open();
        Net net = decant.net(trained).phase(Phase.TEST).build()) {
      net.save(weights, false);
    }
  }

  @Test
  void eachImageBecomesARecord() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    ToolCall call =
        ToolCall.of(
            "extract_features", weights, model, "ip,x", first + "," + second, 3, "lmdb", "CPU");
    assertEquals(0, call.code(), call.err());
    try (Database made = Databases.open(first, DB.LMDB)) {
      assertEquals(6, made.size());
      DatumReader reader = new DatumReader(made, 0, 1);
      Datum datum = reader.next();
      assertTrue(reader.where().contains("(key 0000000000)"), reader.where());
      assertEquals(List.of(3f, 3f, 3f, 3f), datum.getFloatDataList());
      assertEquals(4, datum.getChannels());
      assertEquals(1, datum.getHeight() * datum.getWidth());
    }
    try (Database made = Databases.open(second, DB.LMDB)) {
      assertEquals(List.of(2f, 2f, 2f), new DatumReader(made, 0, 1).next().getFloatDataList());
    }
  }

  @Test
  void whatIsWrongIsSaid() {
    Path out = folder.resolve("out");
    ToolCall unknown = ToolCall.of("extract_features", weights, model, "fc", out, 1, "lmdb");
    assertEquals(1, unknown.code());
    assertTrue(
        unknown.err().contains("Unknown feature blob name fc in the network "), unknown.err());
    ToolCall many = ToolCall.of("extract_features", weights, model, "ip,x", out, 1, "lmdb");
    assertTrue(many.err().contains("blobs (2) and of databases (1)"), many.err());
    assertEquals(1, ToolCall.of("extract_features", weights, model, "ip", out, 0, "lmdb").code());
    assertThrows(
        RuntimeException.class,
        () -> ToolCall.of("extract_features", weights, model, "ip", out, 1, "lmdb", "GPU"));
  }
}
