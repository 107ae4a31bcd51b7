package io.decant.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.decant.conformance.golden.OpenCases;
import io.decant.data.DataException;
import io.decant.data.datum.DatumPixels;
import io.decant.data.datum.DatumReader;
import io.decant.data.hdf5.Hdf5File;
import io.decant.data.image.Colours;
import io.decant.data.image.ImageDecoder;
import io.decant.data.image.ImageShape;
import io.decant.data.image.Pixels;
import io.decant.data.transform.DataTransformer;
import io.decant.data.transform.Draws;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.TransformationParameter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data, damaged: images, values of databases, HDF5; some seconds each, ten minutes in full. */
class DataFuzzTest {
  private static final Duration TIME =
      Boolean.getBoolean("decant.full") ? Duration.ofMinutes(10) : Duration.ofSeconds(3);

  private static final List<String> WORDS =
      List.of(
          "\u00ff\u00d8",
          "\u00ff\u00d9",
          "\u00ff\u00da",
          "\u00ff\u00c0",
          "\u00ff\u00c2",
          "\u00ff\u00c4",
          "\u00ff\u00db",
          "\u00ff\u00dd",
          "\u00ff\u00e1\0 Exif\0\0MM",
          "\u00ff\u00ee\0\u000eAdobe",
          "IHDR",
          "PLTE",
          "tRNS",
          "IDAT",
          "IEND",
          "BM",
          "GIF89a",
          "II*\0");

  @TempDir Path folder;

  private void fuzz(List<byte[]> seeds, long seed, Fuzzer.Reader reader, String name)
      throws Exception {
    Fuzzer fuzzer = new Fuzzer(seeds, WORDS, DataException.class, seed, reader);
    String report = fuzzer.run(folder.resolve(name), TIME);
    System.out.println(name + " for " + TIME.toSeconds() + " s: " + report);
    assertTrue(fuzzer.read() > 0 && fuzzer.refused() > 100, report);
  }

  private static List<byte[]> images() throws IOException {
    List<byte[]> images = new ArrayList<>();
    Random random = new Random(1);
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_BYTE_INDEXED
        }) {
      BufferedImage image = new BufferedImage(19, 14, type);
      for (int i = 0; i < 19 * 14; i++) {
        image.setRGB(i % 19, i / 19, i % 4 == 0 ? random.nextInt(1 << 24) : 40 * i);
      }
      for (String format : List.of("jpg", "png", "bmp", "gif", "tiff")) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (ImageIO.write(image, format, bytes)) {
          images.add(bytes.toByteArray());
        }
      }
    }
    assertTrue(images.size() >= 12, images.size() + " formats");
    return images;
  }

  @Test
  void imageFiles() throws Exception {
    fuzz(
        images(),
        1,
        file -> {
          byte[] bytes = Files.readAllBytes(file);
          for (Colours colours : Colours.values()) {
            ImageDecoder.decode(bytes, colours, "the image");
          }
        },
        "image");
  }

  @Test
  void valuesOfDatabases() throws Exception {
    List<byte[]> values = new ArrayList<>();
    Datum.Builder size = Datum.newBuilder().setChannels(3).setHeight(5).setWidth(4).setLabel(7);
    values.add(size.setData(ByteString.copyFrom(new byte[60])).build().toByteArray());
    size.clearData();
    for (int i = 0; i < 60; i++) {
      size.addFloatData(i / 7f);
    }
    values.add(size.addFloatLabel(2.5f).build().toByteArray());
    for (byte[] image : images()) {
      Datum encoded =
          Datum.newBuilder().setEncoded(true).setData(ByteString.copyFrom(image)).build();
      values.add(encoded.toByteArray());
    }
    TransformationParameter parameter =
        TransformationParameter.newBuilder().setCropSize(3).setMirror(true).addMeanValue(3).build();
    DataTransformer transformer = DataTransformer.of(parameter, Phase.TRAIN, folder);
    DatumPixels decoder = DatumPixels.asStored();
    fuzz(
        values,
        2,
        file -> {
          Datum datum = DatumReader.parse(ByteBuffer.wrap(Files.readAllBytes(file)), "the record");
          Pixels pixels = decoder.of(datum, "the record");
          ImageShape shape = transformer.outputShape(pixels.shape(), "the record");
          transformer.transform(
              pixels,
              "the record",
              shape,
              Draws.of(1, 2),
              FloatBuffer.allocate((int) shape.values()));
        },
        "value");
  }

  @Test
  void hdf5() throws Exception {
    List<byte[]> files = new ArrayList<>();
    try (OpenCases cases = OpenCases.unpack();
        Stream<Path> all = Files.walk(cases.root())) {
      for (Path file : all.filter(path -> path.toString().endsWith(".h5")).sorted().toList()) {
        if (file.toString().contains("hdf5")) {
          files.add(Files.readAllBytes(file));
        }
      }
    }
    assertTrue(files.size() >= 3, files.size() + " files");
    fuzz(
        files,
        3,
        file -> {
          try (Hdf5File opened = Hdf5File.open(file)) {
            for (String name : List.of("data", "label")) {
              opened.dataset(name).read();
            }
          }
        },
        "data.h5");
  }
}
