package example.lenet;

import io.decant.api.Decant;
import io.decant.api.solver.Solver;
import java.nio.file.Path;

/** Trains the LeNet of Decant's examples on whatever backend is there and asked for. */
public final class LeNet {
  private LeNet() {}

  /**
   * What came of a training.
   *
   * @param device the device's name
   * @param accuracy the share of 100 test digits that were recognised, 0 to 1
   */
  public record Trained(String device, float accuracy) {}

  /**
   * Trains for some iterations of batch 64.
   *
   * @param solver a solver's prototxt, whose paths are relative to the working directory
   */
  public static Trained train(Path solver, long iterations) {
    try (Decant decant = Decant.open();
        Solver training = decant.solver(solver).build()) {
      training.step(iterations);
      training.testAll();
      float accuracy = training.testNets().get(0).blob("accuracy").data()[0];
      return new Trained(decant.engine().device().info().name(), accuracy);
    }
  }
}
