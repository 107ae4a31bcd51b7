package io.decant.data.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.decant.data.DataException;
import io.decant.data.datum.DatumPixels;
import io.decant.data.image.ImageShape;
import io.decant.data.image.Pixels;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.BlobShape;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.TransformationParameter;
import io.decant.proto.io.BinaryProto;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** (pixel - mean) * scale of the right pixels, and clear words for everything else. */
class DataTransformerTest {
  /** 2 x 3 x 4, values 100 channel + 10 row + column. */
  private static final Datum DATUM = datum(2, 3, 4);

  @TempDir Path folder;

  private static Datum datum(int channels, int height, int width) {
    ByteString.Output bytes = ByteString.newOutput();
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          bytes.write(100 * c + 10 * y + x);
        }
      }
    }
    return Datum.newBuilder()
        .setChannels(channels)
        .setHeight(height)
        .setWidth(width)
        .setData(bytes.toByteString())
        .build();
  }

  private DataTransformer transformer(
      Phase phase, UnaryOperator<TransformationParameter.Builder> set) throws DataException {
    TransformationParameter parameter = set.apply(TransformationParameter.newBuilder()).build();
    return DataTransformer.of(parameter, phase, folder);
  }

  private static float[] apply(DataTransformer transformer, Datum datum) throws DataException {
    return apply(transformer, datum, 0);
  }

  private static float[] apply(DataTransformer transformer, Datum datum, long record)
      throws DataException {
    Pixels pixels = DatumPixels.asStored().of(datum, "record 0");
    ImageShape shape = transformer.outputShape(pixels.shape(), "record 0");
    float[] values = new float[shape.channels() * shape.height() * shape.width()];
    FloatBuffer buffer = FloatBuffer.wrap(values);
    transformer.transform(pixels, "record 0", shape, Draws.of(5, record), buffer);
    assertEquals(values.length, buffer.position());
    return values;
  }

  private static void assertRefused(DataTransformer transformer, Datum datum, String problem) {
    DataException e = assertThrows(DataException.class, () -> apply(transformer, datum));
    assertTrue(e.getMessage().contains("record 0 " + problem), e.getMessage());
  }

  private void assertNotMade(
      Phase phase, UnaryOperator<TransformationParameter.Builder> set, String problem) {
    DataException e = assertThrows(DataException.class, () -> transformer(phase, set));
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }

  @Test
  void bytesAreUnsigned() throws DataException {
    float[] values = apply(transformer(Phase.TRAIN, p -> p), datum(3, 1, 2));
    assertArrayEquals(new float[] {0, 1, 100, 101, 200, 201}, values);
  }

  @Test
  void oneMeanValueForAllOrOneForEachChannel() throws DataException {
    DataTransformer one = transformer(Phase.TRAIN, p -> p.addMeanValue(5).setScale(0.5f));
    assertEquals((112 - 5) * 0.5f, apply(one, DATUM)[12 + 4 + 2]);
    DataTransformer two =
        transformer(Phase.TRAIN, p -> p.addMeanValue(5).addMeanValue(7).setScale(0.1f));
    float[] values = apply(two, DATUM);
    assertEquals((23f - 5) * 0.1f, values[11]);
    assertEquals((100f - 7) * 0.1f, values[12]);
    assertRefused(two, datum(3, 3, 4), "has 3 channels, but transform_param has 2 of mean_value");
  }

  @Test
  void theCentreIsRoundedDown() throws DataException {
    float[] values = apply(transformer(Phase.TEST, p -> p.setCropSize(2)), DATUM);
    assertArrayEquals(new float[] {1, 2, 11, 12, 101, 102, 111, 112}, values);
  }

  @Test
  void aCropAsWideAsTheImageIsNarrowedInHeightOnly() throws DataException {
    float[] values = apply(transformer(Phase.TEST, p -> p.setCropSize(2)), datum(1, 4, 2));
    assertArrayEquals(new float[] {10, 11, 20, 21}, values);
  }

  @Test
  void theMeanImageIsTakenFromTheUncroppedPlace() throws DataException {
    mean(1, 2, 3, 4);
    DataTransformer transformer =
        transformer(Phase.TEST, p -> p.setMeanFile("mean.binaryproto").setCropSize(2).setScale(2));
    // the mean is the number of the pixel in the record
    assertArrayEquals(
        new float[] {0, 0, (11 - 5) * 2, (12 - 6) * 2, (101 - 13) * 2, 176, 188, 188},
        apply(transformer, DATUM));
    assertRefused(
        transformer,
        datum(2, 4, 3),
        "is 2 x 4 x 3, but mean file " + folder.resolve("mean.binaryproto") + " is 2 x 3 x 4");
  }

  private void mean(long... dims) {
    BlobProto.Builder blob = BlobProto.newBuilder();
    BlobShape.Builder shape = BlobShape.newBuilder();
    long count = 1;
    for (long dim : dims) {
      shape.addDim(dim);
      count *= dim;
    }
    for (int i = 0; i < count; i++) {
      blob.addData(i);
    }
    BinaryProto.write(folder.resolve("mean.binaryproto"), blob.setShape(shape).build());
  }

  @Test
  void meanFilesThatDoNotServe() throws Exception {
    UnaryOperator<TransformationParameter.Builder> set = p -> p.setMeanFile("mean.binaryproto");
    String file = folder.resolve("mean.binaryproto").toString();
    assertNotMade(Phase.TRAIN, set, file);
    mean(2, 2, 3, 4);
    assertNotMade(Phase.TRAIN, set, file + " has shape [2, 2, 3, 4]");
    mean(12);
    assertNotMade(Phase.TRAIN, set, file + " has shape [12]");
    Files.write(folder.resolve("mean.binaryproto"), new byte[] {1, 2, 3});
    assertNotMade(Phase.TRAIN, set, file);
    assertNotMade(Phase.TRAIN, p -> set.apply(p).addMeanValue(1), "both mean_file and mean_value");
  }

  @Test
  void floatsAreTakenWhereThereAreNoBytes() throws DataException {
    Datum floats =
        Datum.newBuilder()
            .setChannels(1)
            .setHeight(1)
            .setWidth(3)
            .addAllFloatData(List.of(-1.5f, 0f, 3e9f))
            .build();
    float[] values = apply(transformer(Phase.TRAIN, p -> p.setScale(2)), floats);
    assertArrayEquals(new float[] {-3, 0, 6e9f}, values);
  }

  @Test
  void recordsThatAreNoImages() throws DataException {
    DataTransformer plain = transformer(Phase.TRAIN, p -> p);
    assertRefused(
        plain, DATUM.toBuilder().setEncoded(true).build(), "is no image of a known format");
    assertRefused(
        plain,
        DATUM.toBuilder().setWidth(5).build(),
        "is 2 x 3 x 5, which needs 30 values, but it holds 24");
    assertRefused(plain, DATUM.toBuilder().setHeight(-3).build(), "has size 2 x -3 x 4");
    assertRefused(plain, Datum.getDefaultInstance(), "has size 0 x 0 x 0");
    int huge = Integer.MAX_VALUE;
    assertRefused(
        plain,
        DATUM.toBuilder().setChannels(huge).setHeight(huge).setWidth(huge).build(),
        "has size 2147483647 x 2147483647 x 2147483647");
    assertRefused(
        transformer(Phase.TEST, p -> p.setCropSize(4)),
        DATUM,
        "is 2 x 3 x 4, smaller than transform_param.crop_size 4");
  }

  @Test
  void allRecordsMustBeAlike() throws DataException {
    DataTransformer plain = transformer(Phase.TRAIN, p -> p);
    Pixels other = DatumPixels.asStored().of(datum(1, 3, 4), "record 1");
    DataException e =
        assertThrows(
            DataException.class,
            () ->
                plain.transform(
                    other,
                    "record 1",
                    new ImageShape(2, 3, 4),
                    Draws.of(1, 1),
                    FloatBuffer.allocate(100)));
    assertEquals(
        "record 1 is 1 x 3 x 4, but the records before it are 2 x 3 x 4; all must be alike",
        e.getMessage());
  }

  @Test
  void mirrorsHalfOfTheRecordsWithTheirOwnMeans() throws DataException {
    mean(1, 2, 3, 4);
    Datum.Builder squares = Datum.newBuilder().setChannels(2).setHeight(3).setWidth(4);
    for (int i = 0; i < 24; i++) {
      squares.addFloatData(i * i);
    }
    Datum datum = squares.build();
    DataTransformer transformer =
        transformer(Phase.TEST, p -> p.setMirror(true).setMeanFile("mean.binaryproto"));
    float[] plain = apply(transformer(Phase.TEST, p -> p.setMeanFile("mean.binaryproto")), datum);
    float[] mirrored = new float[plain.length];
    for (int i = 0; i < plain.length; i++) {
      mirrored[i] = plain[i / 4 * 4 + 3 - i % 4];
    }
    int count = 0;
    for (int record = 0; record < 1000; record++) {
      float[] values = apply(transformer, datum, record);
      boolean isMirrored = Arrays.equals(mirrored, values);
      assertArrayEquals(isMirrored ? mirrored : plain, values);
      count += isMirrored ? 1 : 0;
    }
    // 500, and 6 standard deviations of 15.8
    assertEquals(500, count, 95);
  }

  @Test
  void cropsEverywhereInTraining() throws DataException {
    DataTransformer transformer = transformer(Phase.TRAIN, p -> p.setCropSize(2));
    int[] places = new int[6];
    for (int record = 0; record < 6000; record++) {
      float[] values = apply(transformer, DATUM, record);
      int top = (int) values[0] / 10;
      int left = (int) values[0] % 10;
      assertArrayEquals(
          new float[] {
            10 * top + left, 10 * top + left + 1, 10 * top + left + 10, 10 * top + left + 11
          },
          Arrays.copyOf(values, 4));
      places[3 * top + left]++;
    }
    for (int place : places) {
      // 1,000, and 6 standard deviations of 29
      assertEquals(1000, place, 174);
    }
  }

  @Test
  void theSameRecordIsAlwaysTransformedAlike() throws DataException {
    DataTransformer transformer = transformer(Phase.TRAIN, p -> p.setCropSize(1).setMirror(true));
    for (int record = 0; record < 20; record++) {
      assertArrayEquals(apply(transformer, DATUM, record), apply(transformer, DATUM, record));
    }
  }

  @Test
  void aCropThatIsTooLargeToBeOne() {
    assertNotMade(Phase.TEST, p -> p.setCropSize(-1), "crop_size is 4294967295; it is too large");
  }
}
