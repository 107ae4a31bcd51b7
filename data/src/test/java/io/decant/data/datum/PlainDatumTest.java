package io.decant.data.datum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.ByteString;
import io.decant.data.DataException;
import io.decant.data.image.Pixels;
import io.decant.proto.caffe.Datum;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read in place is what the message says. */
class PlainDatumTest {
  private static Datum.Builder datum() {
    byte[] pixels = new byte[2 * 3 * 150];
    new Random(4).nextBytes(pixels);
    return Datum.newBuilder()
        .setChannels(2)
        .setHeight(3)
        .setWidth(150)
        .setLabel(70_000)
        .setData(ByteString.copyFrom(pixels));
  }

  private static void assertSame(byte[] bytes) throws DataException {
    PlainDatum plain = PlainDatum.read(bytes);
    assertNotNull(plain);
    Datum datum = DatumReader.parse(ByteBuffer.wrap(bytes), "it");
    Pixels pixels = DatumPixels.asStored().of(datum, "it");
    assertEquals(datum.getLabel(), plain.label());
    assertEquals(pixels.shape(), plain.shape());
    float[] expected = new float[100];
    float[] actual = new float[100];
    pixels.row(1, 2, 40, expected, 100);
    plain.row(1, 2, 40, actual, 100);
    assertArrayEquals(expected, actual);
  }

  @Test
  void rawBytes() throws DataException {
    assertSame(datum().build().toByteArray());
    assertSame(datum().clearLabel().build().toByteArray());
  }

  @Test
  void otherKindsAreLeftToTheMessage() {
    assertNull(PlainDatum.read(datum().setEncoded(true).build().toByteArray()));
    assertNull(PlainDatum.read(datum().setLabel(-1).build().toByteArray()));
    assertNull(PlainDatum.read(datum().addFloatLabel(1).build().toByteArray()));
    assertNull(PlainDatum.read(datum().clearData().addFloatData(1).build().toByteArray()));
    assertNull(PlainDatum.read(datum().setWidth(149).build().toByteArray()));
    assertNull(PlainDatum.read(new byte[0]));
  }

  @Test
  void damagedOnesAreLeftOrReadAsTheMessageIs() {
    byte[] good = datum().build().toByteArray();
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      PlainDatum plain = PlainDatum.read(cut);
      if (plain != null) {
        // only what follows the pixels is missing: the label
        assertEquals(0, plain.label());
        assertEquals(900, plain.shape().values());
      }
    }
    Random random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(12)] = (byte) random.nextInt();
      if (PlainDatum.read(bad) != null) {
        try {
          assertSame(bad);
        } catch (DataException e) {
          throw new AssertionError("read in place, but not as a message", e);
        }
      }
    }
  }
}
