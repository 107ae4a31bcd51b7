package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.spec.NetSpec;
import io.decant.api.spec.Top;
import io.decant.proto.caffe.SolverParameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners feed, follow and stop a run of a net that was written in Java. */
class SolverCallbacksTest {
  private static final Decant DECANT = Decant.open();

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private static SolverParameter.Builder parameter() {
    NetSpec net = new NetSpec("line");
    Top target = net.input("y", 2, 1);
    net.input("x", 2, 1).innerProduct(1).named("fit").euclideanLoss(target).named("loss");
    return SolverParameter.newBuilder()
        .setNetParam(net.toProto())
        .setBaseLr(0.1f)
        .setLrPolicy("fixed")
        .setMaxIter(6)
        .setRandomSeed(1)
        .setSnapshotAfterTrain(false);
  }

  @Test
  void aListenerFeedsEachIteration() {
    try (Solver solver = DECANT.solver(parameter().build()).build()) {
      solver.addListener(
          new SolverListener() {
            @Override
            public void onStart(long iteration) {
              float x = Math.toIntExact(iteration);
              solver.net().blob("x").setData(x, x + 1);
              solver.net().blob("y").setData(3 * x, 3 * x + 3);
            }
          });
      solver.step(1);
      float[] first = solver.net().blob("y").data();
      assertEquals(3, first[1]);
      solver.step(2);
      assertEquals(9, solver.net().blob("y").data()[1]);
    }
  }

  @Test
  void testsAndSnapshotsAreTold(@TempDir Path folder) {
    List<String> told = new ArrayList<>();
    SolverParameter tested =
        parameter()
            .addTestIter(2)
            .setTestInterval(3)
            .setSnapshot(4)
            .setSnapshotPrefix("run")
            .build();
    try (Solver solver = DECANT.solver(tested).directory(folder).build()) {
      solver.addListener(
          new SolverListener() {
            @Override
            public void onTestOutput(int net, String output, double mean) {
              told.add("test " + net + " " + output + " at " + solver.iteration());
            }

            @Override
            public void onSnapshot(Path model, Path state) {
              told.add("snapshot " + model.getFileName());
              assertTrue(Files.exists(state));
            }
          });
      assertTrue(solver.solve());
    }
    assertEquals(
        List.of(
            "test 0 loss at 0",
            "test 0 loss at 3",
            "snapshot run_iter_4.caffemodel",
            "test 0 loss at 6"),
        told);
  }

  @Test
  void aStopConcernsTheRunThatIsGoingOn() {
    try (Solver solver = DECANT.solver(parameter().build()).build()) {
      solver.addListener(
          new SolverListener() {
            @Override
            public void onIteration(long iteration, double loss, double rate) {
              if (iteration == 1) {
                solver.requestStop();
              }
            }
          });
      assertFalse(solver.step(5));
      assertEquals(2, solver.iteration());
      assertTrue(solver.step(3));
      assertEquals(5, solver.iteration());
    }
  }

  @Test
  void passesOfTheTrainingNetChangeNoWeights() {
    try (Solver solver = DECANT.solver(parameter().build()).build()) {
      solver.net().blob("x").setData(1, 2);
      solver.net().blob("y").setData(5, 7);
      solver.step(1);
      float[] weight = solver.net().parameter("fit", 0).data();
      solver.net().forwardBackward();
      assertArrayEquals(weight, solver.net().parameter("fit", 0).data());
      assertTrue(solver.net().parameter("fit", 0).diff()[0] != 0);
      solver.step(1);
      assertTrue(weight[0] != solver.net().parameter("fit", 0).data()[0]);
    }
  }
}
