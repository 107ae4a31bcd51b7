package io.decant.proto.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintTest {
  @Test
  void printsAsCaffeDoes() {
    NetParameter net =
        Prototxt.parseNet(
                "layer { pooling_param { pool: AVE kernel_size: 4294967295 } name: \"a\\n\\\"é\""
                    + " top: ['x', 'y'] phase: TEST blobs { shape { dim: -1 } } } force_backward: t",
                "x")
            .message();
    assertEquals(
        """
        force_backward: true
        layer {
          name: "a\\n\\"é"
          top: "x"
          top: "y"
          blobs {
            shape {
              dim: -1
            }
          }
          phase: TEST
          pooling_param {
            pool: AVE
            kernel_size: 4294967295
          }
        }
        """,
        Prototxt.print(net));
  }

  @Test
  void skipsNothingOfABinaryMessage() {
    UnknownFieldSet fields =
        UnknownFieldSet.newBuilder()
            .addField(145, UnknownFieldSet.Field.newBuilder().addVarint(2).build())
            .addField(
                200,
                UnknownFieldSet.Field.newBuilder()
                    .addFixed32(1)
                    .addFixed64(2)
                    .addLengthDelimited(ByteString.copyFromUtf8("a\0"))
                    .build())
            .build();
    LayerParameter layer =
        LayerParameter.newBuilder().setName("n").setUnknownFields(fields).build();
    assertEquals(
        """
        name: "n"
        145: 2
        200: 0x00000001
        200: 0x0000000000000002
        200: "a\\000"
        """,
        Prototxt.print(layer));
    Datum datum = Datum.newBuilder().setData(ByteString.copyFrom(new byte[] {-1, 'a'})).build();
    assertEquals("data: \"\\377a\"\n", Prototxt.print(datum));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "1, 1",
    "-0.0, -0",
    "1e-5, 1e-05",
    "0.0001, 0.0001",
    "123456, 123456",
    "1234567, 1234567",
    "16777216, 16777216",
    "1e9, 1e+09",
    "1e38, 1e+38",
    "0.00992565, 0.00992565",
    "3.4028235e38, 3.4028235e+38",
    "1.4e-45, 1.4013e-45",
    "NaN, nan",
    "-Infinity, -inf",
  })
  void printsFloats(float value, String expected) {
    assertEquals(expected, NumberText.of(value));
  }

  @Test
  void everyNumberComesBack() {
    Random random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      double wide = Double.longBitsToDouble(random.nextLong());
      BlobProto blob = BlobProto.newBuilder().addData(value).addDoubleData(wide).build();
      BlobProto again =
          Prototxt.parse(Prototxt.print(blob), "x", BlobProto.getDefaultInstance()).message();
      assertEquals(value, again.getData(0));
      assertEquals(wide, again.getDoubleData(0));
    }
  }
}
