package io.decant.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.caffe.Caffe;
import org.bytedeco.caffe.FloatNet;
import org.bytedeco.caffe.NetParameter;
import org.bytedeco.caffe.global.caffe;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * What {@code caffe time} measures, by the real Caffe on the CPU: forward and backward of a net in
 * phase TRAIN after one untimed pass. Arguments: the net's prototxt, the number of timed
 * iterations. BLAS threads and kernel are OpenBLAS's own choice or come from {@code
 * OPENBLAS_NUM_THREADS} and {@code OPENBLAS_CORETYPE}.
 */
public final class CaffeTime {

  /** Kernel tables that an OpenBLAS for x86-64 can carry, by their name in the library. */
  private static final String[] CORES = {
    "PRESCOTT", "CORE2", "NEHALEM", "BARCELONA", "SANDYBRIDGE", "BULLDOZER", "PILEDRIVER",
    "STEAMROLLER", "EXCAVATOR", "HASWELL", "ZEN", "SKYLAKEX", "COOPERLAKE", "SAPPHIRERAPIDS"
  };

  private CaffeTime() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: CaffeTime NET.prototxt ITERATIONS");
      System.exit(2);
    }
    Path file = Path.of(args[0]);
    int iterations = Integer.parseInt(args[1]);
    if (iterations < 1 || !Files.isRegularFile(file)) {
      System.err.println("CaffeTime: no net file " + file + ", or fewer than 1 iteration");
      System.exit(2);
    }
    Caffe.set_mode(Caffe.CPU);
    NetParameter parameter = new NetParameter();
    caffe.ReadNetParamsFromTextFileOrDie(file.toString(), parameter);
    parameter.mutable_state().set_phase(caffe.TRAIN);
    FloatNet net = new FloatNet(parameter);
    net.ForwardBackward();

    int layers = (int) net.layers().size();
    long[] forward = new long[layers];
    long[] backward = new long[layers];
    long[] passes = new long[iterations];
    for (int i = 0; i < iterations; i++) {
      passes[i] = pass(net, forward, backward);
    }
    report(net, forward, backward, passes);
  }

  /** One timed pass, layer by layer; adds each layer's nanoseconds and returns the pass's. */
  private static long pass(FloatNet net, long[] forward, long[] backward) {
    long start = System.nanoTime();
    long last = start;
    for (int layer = 0; layer < forward.length; layer++) {
      net.ForwardFromTo(layer, layer);
      long now = System.nanoTime();
      forward[layer] += now - last;
      last = now;
    }
    for (int layer = backward.length - 1; layer >= 0; layer--) {
      net.BackwardFromTo(layer, layer);
      long now = System.nanoTime();
      backward[layer] += now - last;
      last = now;
    }
    return last - start;
  }

  private static void report(FloatNet net, long[] forward, long[] backward, long[] passes)
      throws IOException {
    int iterations = passes.length;
    print("BLAS kernel: %s, BLAS threads: %s", core(), blasThreads());
    print("Average time per layer:");
    for (int layer = 0; layer < forward.length; layer++) {
      String name = net.layer_names().get(layer).getString();
      print("%10s\tforward: %.4f ms.", name, forward[layer] / 1e6 / iterations);
      print("%10s\tbackward: %.4f ms.", name, backward[layer] / 1e6 / iterations);
    }
    print("Average Forward pass: %.4f ms.", Arrays.stream(forward).sum() / 1e6 / iterations);
    print("Average Backward pass: %.4f ms.", Arrays.stream(backward).sum() / 1e6 / iterations);
    print("Average Forward-Backward: %.4f ms.", Arrays.stream(passes).sum() / 1e6 / iterations);
    Arrays.sort(passes);
    print("Median Forward-Backward: %.4f ms.", passes[iterations / 2] / 1e6);
    print("Peak resident set: %d KiB", peakResidentKib());
  }

  private static String core() {
    Pointer chosen = Loader.addressof("gotoblas");
    if (chosen == null) {
      return "unknown";
    }
    long table = new LongPointer(chosen).get();
    for (String core : CORES) {
      Pointer candidate = Loader.addressof("gotoblas_" + core);
      if (candidate != null && candidate.address() == table) {
        return core;
      }
    }
    return "unknown";
  }

  private static String blasThreads() {
    Pointer threads = Loader.addressof("blas_cpu_number");
    return threads == null ? "unknown" : Integer.toString(new IntPointer(threads).get());
  }

  private static long peakResidentKib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("/proc/self/status has no VmHWM line");
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
