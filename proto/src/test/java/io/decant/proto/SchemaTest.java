package io.decant.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.SolverParameter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The schema is Caffe's: every message, field, number, type, label, default and packing. */
class SchemaTest {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "caffe.BatchNormParameter scale_bias 5001 bool optional false ",
          "caffe.BatchNormParameter scale_filler 5002 message:caffe.FillerParameter optional  ",
          "caffe.BatchNormParameter bias_filler 5003 message:caffe.FillerParameter optional  ",
          "caffe.ConvolutionParameter hole 5001 uint32 repeated  ",
          "caffe.PoolingParameter ceil_mode 5001 bool optional true ",
          "caffe.DataParameter skip_bad_records 5001 bool optional false ",
          "caffe.Datum float_label 5001 float repeated  packed",
          "caffe.ImageDataParameter skip_bad_records 5001 bool optional false ",
          "caffe.WindowDataParameter skip_bad_records 5001 bool optional false ",
          "caffe.SolverState data_position 5001 message:decant.DataPosition repeated  ",
          "caffe.SolverState random_seed 5002 int64 optional  ",
          "caffe.SolverState numerics_profile 5003 string optional  ",
          "caffe.SolverState learned_net_check 5004 message:decant.FileCheck optional  ",
          "caffe.SolverState plateau 5005 message:decant.WatchProgress optional  ",
          "caffe.SolverState early_stopping 5006 message:decant.WatchProgress optional  ",
          "caffe.SolverParameter warm_up 5001 message:decant.WarmUp optional  ",
          "caffe.SolverParameter min_lr 5002 float optional 0.0 ",
          "caffe.SolverParameter plateau 5003 message:decant.MetricWatch optional  ",
          "caffe.SolverParameter early_stopping 5004 message:decant.MetricWatch optional  ",
          "caffe.SolverParameter trust_coefficient 5005 float optional 0.001 ");

  /** Messages of forks in a layer: name, number, type. */
  private static final Set<String> FORKS =
      Set.of(
          "psroi_pooling_param 153 message:caffe.forks.PSROIPoolingParameter",
          "reorg_param 159 message:caffe.forks.ReorgParameter",
          "shuffle_channel_param 164 message:caffe.forks.ShuffleChannelParameter",
          "permute_param 202 message:caffe.forks.PermuteParameter",
          "prior_box_param 203 message:caffe.forks.PriorBoxParameter",
          "detection_output_param 204 message:caffe.forks.DetectionOutputParameter",
          "norm_param 206 message:caffe.forks.NormalizeParameter",
          "interp_param 5001 message:caffe.forks.InterpParameter",
          "upsample_param 5002 message:caffe.forks.UpsampleParameter",
          "bn_param 5003 message:caffe.forks.BNParameter",
          "crop_center_param 5004 message:caffe.forks.CropCenterParameter",
          "roi_pooling_param 8266711 message:caffe.forks.ROIPoolingParameter",
          "smooth_l1_loss_param 8266712 message:caffe.forks.SmoothL1LossParameter");

  /** Messages that have Intel Caffe's engines besides Caffe's. */
  private static final Set<String> MORE_ENGINES =
      Set.of("ConvolutionParameter", "LRNParameter", "PoolingParameter", "ReLUParameter");

  @Test
  void hasExactlyCaffesFields() throws IOException {
    Set<String> expected = new TreeSet<>(EXTENSIONS);
    for (String[] row : rows("field")) {
      expected.add(
          String.join(" ", row[1], row[2], row[3], row[4], row[5], number(row[6], row[4]), row[7]));
    }
    FORKS.forEach(field -> expected.add("caffe.LayerParameter " + field + " optional  "));
    assertEquals(423 + EXTENSIONS.size() + FORKS.size(), expected.size());
    Set<String> actual = new TreeSet<>();
    for (FileDescriptor file : caffeFiles()) {
      for (Descriptor message : file.getMessageTypes()) {
        assertTrue(message.getNestedTypes().isEmpty(), message.getFullName());
        message.getFields().forEach(field -> actual.add(describe(field)));
      }
    }
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  @Test
  void hasExactlyCaffesEnums() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (String[] row : rows("enum")) {
      expected.add(String.join(" ", row[1], row[2], row[3]));
    }
    assertEquals(111, expected.size());
    for (String message : MORE_ENGINES) {
      expected.add("caffe." + message + ".Engine MKL2017 3");
      expected.add("caffe." + message + ".Engine MKLDNN 4");
    }
    Set<String> actual = new TreeSet<>();
    for (FileDescriptor file : caffeFiles()) {
      file.getEnumTypes().forEach(type -> describe(type, actual));
      for (Descriptor message : file.getMessageTypes()) {
        message.getEnumTypes().forEach(type -> describe(type, actual));
      }
    }
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  private static List<String[]> rows(String kind) throws IOException {
    try (InputStream in = SchemaTest.class.getResourceAsStream("caffe-schema.tsv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(row -> row[0].equals(kind))
          .toList();
    }
  }

  private static Set<FileDescriptor> caffeFiles() {
    Set<FileDescriptor> files = new HashSet<>();
    collect(NetParameter.getDescriptor().getFile(), files);
    collect(SolverParameter.getDescriptor().getFile(), files);
    files.removeIf(file -> !file.getPackage().equals("caffe"));
    return files;
  }

  private static void collect(FileDescriptor file, Set<FileDescriptor> files) {
    if (files.add(file)) {
      file.getDependencies().forEach(dependency -> collect(dependency, files));
    }
  }

  private static void describe(EnumDescriptor type, Set<String> into) {
    type.getValues()
        .forEach(
            value ->
                into.add(
                    String.join(
                        " ",
                        type.getFullName(),
                        value.getName(),
                        Integer.toString(value.getNumber()))));
  }

  private static String describe(FieldDescriptor field) {
    String type =
        switch (field.getType()) {
          case MESSAGE -> "message:" + field.getMessageType().getFullName();
          case ENUM -> "enum:" + field.getEnumType().getFullName();
          default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    String label = field.isRepeated() ? "repeated" : field.isRequired() ? "required" : "optional";
    String value = field.hasDefaultValue() ? field.getDefaultValue().toString() : "";
    return String.join(
        " ",
        field.getContainingType().getFullName(),
        field.getName(),
        Integer.toString(field.getNumber()),
        type,
        label,
        number(value, type),
        field.isPacked() ? "packed" : "");
  }

  private static String number(String text, String type) {
    return type.equals("float") && !text.isEmpty() ? Float.toString(Float.parseFloat(text)) : text;
  }
}
