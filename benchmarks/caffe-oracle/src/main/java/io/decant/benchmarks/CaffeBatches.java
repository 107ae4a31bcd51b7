package io.decant.benchmarks;

import java.io.IOException;
import java.util.Locale;
import org.bytedeco.caffe.Caffe;
import org.bytedeco.caffe.FloatNet;
import org.bytedeco.caffe.NetParameter;
import org.bytedeco.caffe.global.caffe;

/**
 * How many records a second the real Caffe's data layer gives: runs a net forward that has nothing
 * else, three times after a warm-up. Arguments: the net's prototxt, the number of batches, the
 * records in each. Ends by signal 9.
 */
public final class CaffeBatches {
  private CaffeBatches() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 3) {
      System.err.println("usage: CaffeBatches NET.prototxt BATCHES RECORDS");
      System.exit(2);
    }
    Caffe.set_mode(Caffe.CPU);
    NetParameter parameter = new NetParameter();
    caffe.ReadNetParamsFromTextFileOrDie(args[0], parameter);
    parameter.mutable_state().set_phase(caffe.TRAIN);
    FloatNet net = new FloatNet(parameter);
    int batches = Integer.parseInt(args[1]);
    for (int round = 0; round < 4; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < batches; i++) {
        net.Forward();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (round > 0) {
        double records = batches * Double.parseDouble(args[2]);
        System.out.println(String.format(Locale.ROOT, "%.0f records/s", records / seconds));
      }
    }
    KilledProcess.end();
  }
}
