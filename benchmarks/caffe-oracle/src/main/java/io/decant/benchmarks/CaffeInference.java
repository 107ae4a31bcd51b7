package io.decant.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.caffe.Caffe;
import org.bytedeco.caffe.FloatBlob;
import org.bytedeco.caffe.FloatNet;
import org.bytedeco.caffe.NetParameter;
import org.bytedeco.caffe.global.caffe;

/**
 * Times the forward pass of a net in phase TEST by the real Caffe on the CPU. Arguments: the net's
 * prototxt, its caffemodel, the pictures as little-endian float32, the file for the first output in
 * the same form, and how many seconds to measure.
 */
public final class CaffeInference {
  private static final int LEAST_PASSES = 3;

  private CaffeInference() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 5) {
      System.err.println("usage: CaffeInference NET CAFFEMODEL PICTURES RESULT SECONDS");
      System.exit(2);
    }
    Caffe.set_mode(Caffe.CPU);
    NetParameter parameter = new NetParameter();
    caffe.ReadNetParamsFromTextFileOrDie(args[0], parameter);
    parameter.mutable_state().set_phase(caffe.TEST);
    FloatNet net = new FloatNet(parameter);
    net.CopyTrainedLayersFrom(args[1]);
    FloatBlob input = net.input_blobs().get(0);
    float[] pictures = new float[input.count()];
    ByteBuffer.wrap(Files.readAllBytes(Path.of(args[2])))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(pictures);
    input.mutable_cpu_data().put(pictures);
    net.Forward();
    long[] nanos = new long[100_000];
    int passes = 0;
    long begin = System.nanoTime();
    while (passes < LEAST_PASSES
        || System.nanoTime() - begin < Double.parseDouble(args[4]) * 1e9) {
      long start = System.nanoTime();
      net.Forward();
      nanos[passes++] = System.nanoTime() - start;
    }
    FloatBlob output = net.output_blobs().get(0);
    float[] values = new float[output.count()];
    output.cpu_data().get(values);
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(Path.of(args[3]), bytes.array());
    Arrays.sort(nanos, 0, passes);
    System.out.println(
        String.format(
            Locale.ROOT, "Median forward: %.3f ms of %d", nanos[passes / 2] / 1e6, passes));
  }
}
