import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.proto.caffe.Phase;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How many records a second Decant's data layer gives: runs a net forward that has nothing else,
 * three times after a warm-up. Arguments: the net's prototxt, the number of batches, the records in
 * each.
 */
public final class DataRates {
  public static void main(String[] args) {
    if (args.length != 3) {
      System.err.println("usage: DataRates NET.prototxt BATCHES RECORDS");
      System.exit(2);
    }
    int batches = Integer.parseInt(args[1]);
    try (Decant decant = Decant.open();
        Net net = decant.net(Path.of(args[0])).phase(Phase.TRAIN).build()) {
      for (int round = 0; round < 4; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < batches; i++) {
          net.forward();
        }
        net.blob("data").data();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (round > 0) {
          double records = batches * Double.parseDouble(args[2]);
          System.out.println(String.format(Locale.ROOT, "%.0f records/s", records / seconds));
        }
      }
    }
  }
}
