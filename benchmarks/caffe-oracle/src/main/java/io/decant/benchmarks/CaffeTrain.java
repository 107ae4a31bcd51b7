package io.decant.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.caffe.Caffe;
import org.bytedeco.caffe.FloatSolver;
import org.bytedeco.caffe.FloatSolverRegistry;
import org.bytedeco.caffe.SolverParameter;
import org.bytedeco.caffe.global.caffe;

/**
 * Trains by the real Caffe on the CPU, and writes a snapshot in the end. Arguments: the solver's
 * prototxt, how many iterations, and a file to begin from: a solverstate to go on from, or weights.
 */
public final class CaffeTrain {
  private CaffeTrain() {}

  public static void main(String[] args) {
    if (args.length != 3 || !Files.isRegularFile(Path.of(args[0]))) {
      System.err.println("usage: CaffeTrain SOLVER.prototxt ITERATIONS SOLVERSTATE|WEIGHTS");
      System.exit(2);
    }
    Caffe.set_mode(Caffe.CPU);
    SolverParameter parameter = new SolverParameter();
    caffe.ReadSolverParamsFromTextFileOrDie(args[0], parameter);
    FloatSolver solver = FloatSolverRegistry.CreateSolver(parameter);
    if (args[2].contains(".solverstate")) {
      solver.Restore(args[2]);
    } else {
      solver.net().CopyTrainedLayersFrom(args[2]);
    }
    solver.Step(Integer.parseInt(args[1]));
    solver.Snapshot();
  }
}
