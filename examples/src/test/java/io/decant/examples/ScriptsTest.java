package io.decant.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts as Caffe's users have them, with the path of the programs changed. */
class ScriptsTest {
  @TempDir Path folder;
  private Path solver;

  @BeforeEach
  void write() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
    String text = Files.readString(Shell.ROOT.resolve("examples/mnist/lenet_solver.prototxt"));
    solver =
        Files.writeString(
            folder.resolve("lenet_solver.prototxt"),
            text.replaceAll("(?m)^max_iter: \\d+", "max_iter: 30")
                .replaceAll("(?m)^display: \\d+", "display: 10")
                .replaceAll("(?m)^test_iter: \\d+", "test_iter: 1")
                .replaceAll("snapshot_prefix: .*", "snapshot_prefix: \"" + folder + "/lenet\""));
  }

  private Shell.Result bash(String script) throws IOException, InterruptedException {
    String head = "set -e -o pipefail\nTOOLS=./bin\nDIR=" + folder + "\nSOLVER=" + solver + "\n";
    return Shell.run("/bin/bash", "-c", head + script);
  }

  @Test
  void trainAndKeepTheLog() throws Exception {
    Shell.Result result =
        bash(
            """
            LOG=$DIR/train-`date +%Y-%m-%d-%H-%M-%S`.log
            GLOG_logtostderr=1 $TOOLS/caffe train --solver=$SOLVER $@ 2>&1 | tee $LOG
            grep '] Solving ' $LOG > /dev/null
            grep 'Test net output #0' $LOG | awk '{print "accuracy " $11}'
            $TOOLS/decant parse_log $LOG $DIR
            $TOOLS/caffe.bin test -model examples/mnist/lenet_train_test.prototxt \\
                -weights $DIR/lenet_iter_30.caffemodel -iterations 2
            """);
    assertEquals(0, result.code(), String.join("\n", result.output()));
    assertTrue(result.output().contains("Optimization Done."));
    assertTrue(
        result.output().stream().anyMatch(line -> line.matches("accuracy 0(\\.\\d+)?")),
        String.join("\n", result.output()));
  }

  @Test
  void logsGoToAFolderUnderTheNameOfTheProgram() throws Exception {
    Shell.Result result =
        bash(
            """
            mkdir $DIR/logs
            $TOOLS/caffe train --solver=$SOLVER --log_dir=$DIR/logs 2> /dev/null
            grep -c 'Iteration 10, lr = ' $DIR/logs/caffe.INFO
            ls $DIR/logs | grep -c '^caffe\\..*\\.log\\.INFO\\.'
            GLOG_minloglevel=2 $TOOLS/caffe train --solver=$SOLVER 2>&1
            """);
    assertEquals(0, result.code(), String.join("\n", result.output()));
    assertEquals(List.of("1", "1"), result.output());
  }

  @Test
  void aFailureFailsThePipe() throws Exception {
    Shell.Result missing = bash("$TOOLS/caffe train --solver=none 2>&1 | tee $DIR/log");
    assertEquals(1, missing.code(), String.join("\n", missing.output()));
    Shell.Result tool = bash("$TOOLS/compute_image_mean 2>/dev/null || echo code $?");
    assertEquals(List.of("code 1"), tool.output());
  }

  @Test
  void signalsReachTheProgramThatAScriptStarted() throws Exception {
    Shell.Result result =
        bash(
            """
            sed -i 's/max_iter: 30/max_iter: 100000/' $SOLVER
            touch $DIR/log
            $TOOLS/caffe train --solver=$SOLVER 2> $DIR/log &
            pid=$!
            until grep -q 'Iteration 20,' $DIR/log; do sleep 0.1; kill -0 $pid; done
            kill -HUP $pid
            until grep -q 'Snapshotting solver state' $DIR/log; do sleep 0.1; kill -0 $pid; done
            kill -INT $pid
            wait $pid
            grep -c 'Optimization stopped early.' $DIR/log
            """);
    assertEquals(0, result.code(), String.join("\n", result.output()));
    assertEquals(List.of("1"), result.output());
    try (var files = Files.list(folder)) {
      assertFalse(files.noneMatch(file -> file.toString().endsWith(".solverstate")), "no snapshot");
    }
  }
}
