package io.decant.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.caffe.Caffe;
import org.bytedeco.caffe.FloatBlob;
import org.bytedeco.caffe.FloatNet;
import org.bytedeco.caffe.NetParameter;
import org.bytedeco.caffe.global.caffe;

/**
 * Runs a net forward by the real Caffe on the CPU, and writes every blob after every pass as
 * little-endian float32 to {@code FOLDER/PASS.BLOB}. Arguments: the net's prototxt, TRAIN or TEST,
 * the number of passes, the folder. Ends by signal 9.
 */
public final class CaffeForward {
  private CaffeForward() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 4) {
      System.err.println("usage: CaffeForward NET.prototxt TRAIN|TEST PASSES FOLDER");
      System.exit(2);
    }
    Caffe.set_mode(Caffe.CPU);
    NetParameter parameter = new NetParameter();
    caffe.ReadNetParamsFromTextFileOrDie(args[0], parameter);
    parameter.mutable_state().set_phase(args[1].equals("TRAIN") ? caffe.TRAIN : caffe.TEST);
    FloatNet net = new FloatNet(parameter);
    Path folder = Files.createDirectories(Path.of(args[3]));
    for (int pass = 0; pass < Integer.parseInt(args[2]); pass++) {
      net.Forward();
      for (long i = 0; i < net.blob_names().size(); i++) {
        String name = net.blob_names().get(i).getString();
        FloatBlob blob = net.blob_by_name(name);
        float[] values = new float[blob.count()];
        blob.cpu_data().get(values);
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(folder.resolve(pass + "." + name), bytes.array());
      }
    }
    // closes the files that its layers write
    net.deallocate();
    KilledProcess.end();
  }
}
