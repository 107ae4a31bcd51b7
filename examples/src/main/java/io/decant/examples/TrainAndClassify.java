package io.decant.examples;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.api.solver.Solver;
import java.nio.file.Path;

/** Trains LeNet, then says which digit the first test image shows. */
final class TrainAndClassify {
  public static void main(String[] arguments) {
    try (Decant decant = Decant.open();
        Solver solver = decant.solver(Path.of("examples/mnist/lenet_solver.prototxt")).build()) {
      solver.solve();
      Net net = solver.testNets().get(0);
      net.forward();
      float[] scores = net.blob("ip2").data();
      int best = 0;
      for (int digit = 1; digit < 10; digit++) best = scores[digit] > scores[best] ? digit : best;
      System.out.println("It is a " + best + ", labelled " + net.blob("label").data()[0]);
    }
  }
}
