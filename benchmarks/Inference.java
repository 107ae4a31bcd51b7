import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.net.NetParam;
import io.decant.proto.caffe.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Decant's side of inference.sh: makes weights and pictures up, and times the forward pass of a net
 * that has one input.
 */
public final class Inference {
  /** How long Java's compilers are given at least before anything is timed. */
  private static final long WARM_NANOS = 5_000_000_000L;

  private static final int WARM_PASSES = 15;

  public static void main(String[] args) throws IOException {
    if (args.length == 4 && args[0].equals("make")) {
      make(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
    } else if (args.length == 6 && args[0].equals("time")) {
      time(
          Path.of(args[1]),
          Path.of(args[2]),
          Path.of(args[3]),
          Path.of(args[4]),
          Double.parseDouble(args[5]));
    } else {
      System.err.println(
          "usage: Inference make NET WEIGHTS PICTURES, or time NET WEIGHTS PICTURES RESULT SECONDS");
      System.exit(2);
    }
  }

  /** Writes a caffemodel whose values neither vanish nor explode, and a batch of pictures. */
  private static void make(Path file, Path weights, Path pictures) throws IOException {
    Random random = new Random(1);
    try (Decant decant = Decant.open();
        Net net = decant.net(file).phase(Phase.TEST).build()) {
      net.prepare();
      for (NetLayer layer : net.layers()) {
        for (NetParam param : layer.parameters()) {
          net.blob(param).setData(values(layer.type(), param, random));
        }
      }
      net.save(weights, false);
      float[] values = new float[(int) net.blob(input(net)).count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = 2 * random.nextFloat() - 1;
      }
      write(values, pictures);
    }
  }

  private static float[] values(String type, NetParam param, Random random) {
    float[] values = new float[(int) param.shape().count()];
    boolean matrix = param.shape().rank() > 1;
    float spread =
        matrix ? (float) Math.sqrt(2.0 * param.shape().dim(0) / values.length) : 0.05f;
    float mean = 0;
    if (type.equals("BatchNorm")) {
      mean = param.index() == 0 ? 0 : 1;
      spread = param.index() == 2 ? 0 : 0.05f;
    } else if (type.equals("Scale")) {
      mean = param.index() == 0 ? 0.8f : 0;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + spread * (float) Math.max(-3, Math.min(3, random.nextGaussian()));
    }
    return values;
  }

  private static void time(Path file, Path weights, Path pictures, Path result, double seconds)
      throws IOException {
    try (Decant decant = Decant.open();
        Net net = decant.net(file).phase(Phase.TEST).backward(false).retain(List.of()).build()) {
      net.copyTrainedLayersFrom(weights);
      net.blob(input(net)).setData(read(pictures));
      long begin = System.nanoTime();
      for (int i = 0; i < WARM_PASSES || System.nanoTime() - begin < WARM_NANOS; i++) {
        forward(net);
      }
      long[] nanos = new long[100_000];
      int passes = 0;
      begin = System.nanoTime();
      while (passes < 3 || System.nanoTime() - begin < seconds * 1e9) {
        long start = System.nanoTime();
        forward(net);
        nanos[passes++] = System.nanoTime() - start;
      }
      write(net.outputs().get(0).blob().data(), result);
      Arrays.sort(nanos, 0, passes);
      System.out.println(
          String.format(
              Locale.ROOT, "Median forward: %.3f ms of %d", nanos[passes / 2] / 1e6, passes));
    }
  }

  private static void forward(Net net) {
    net.runForward();
    net.engine().executor().synchronize();
  }

  private static String input(Net net) {
    return net.blobNames().get(0);
  }

  private static FloatBuffer read(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static void write(float[] values, Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }
}
