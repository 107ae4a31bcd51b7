package io.decant.cli.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.ComputeMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OptionsTest {
  @Test
  void caffesDefaults() {
    Options options = parse("train");
    assertEquals(50, options.iterations);
    assertEquals("stop", options.sigintEffect);
    assertEquals("snapshot", options.sighupEffect);
    assertEquals(List.of("train"), options.words);
  }

  @Test
  void caffesCommandLines() {
    Options train = parse("train -solver s.prototxt -weights a.caffemodel,b.caffemodel -gpu 0");
    assertEquals("s.prototxt", train.solver);
    assertEquals(List.of("a.caffemodel", "b.caffemodel"), Options.list(train.weights));
    assertEquals("0", train.gpu);
    Options test = parse("-model=m.prototxt test --weights w --iterations=100 -logtostderr=1");
    assertEquals(List.of("test"), test.words);
    assertEquals(100, test.iterations);
    Options time = parse("time --model m --phase TEST --level 2 --stage a,b -minloglevel 1 -v=0");
    assertEquals("TEST", time.phase);
    assertEquals(2, time.level);
    assertEquals(List.of("a", "b"), Options.list(time.stage));
    assertEquals(1, time.glog.minloglevel);
  }

  @Test
  void theLastOfTwoCounts() {
    assertEquals("b", parse("--solver=a --solver=b").solver);
    assertFalse(parse("--stacktrace --nostacktrace").stacktrace);
  }

  @Test
  void aWordForANumberIsWrong() {
    String message =
        assertThrows(UsageException.class, () -> parse("--iterations=many")).getMessage();
    assertTrue(message.contains("--iterations") && message.contains("many"), message);
  }

  @Test
  void thePrecisionIsFloat32UnlessAskedOtherwise() {
    assertEquals(ComputeMode.FLOAT32, parse("train").precision());
    assertEquals(ComputeMode.FLOAT32, parse("time -precision float32").precision());
    assertEquals(ComputeMode.TF32, parse("test --precision=tf32").precision());
    for (String wrong : List.of("fp16", "TF32", "")) {
      Options options = parse("train --precision=" + wrong);
      assertEquals(
          "--precision takes float32 or tf32, not '" + wrong + "'",
          assertThrows(UsageException.class, options::precision).getMessage());
    }
  }

  @Test
  void operatorsUseSuitableScratchAndRepeatTheirBitsUnlessAskedOtherwise() {
    assertEquals(
        new PrepareOptions(PrepareOptions.SUITABLE, true), MemoryFlags.prepare(parse("train")));
    assertEquals(
        new PrepareOptions(1L << 30, false),
        MemoryFlags.prepare(parse("train --workspace=1GiB --nodeterministic")));
    assertEquals(new PrepareOptions(0, true), MemoryFlags.prepare(parse("time -workspace 0")));
    for (String wrong : List.of("50%", "-1", "much", "")) {
      Options options = parse("train --workspace=" + wrong);
      String message =
          assertThrows(UsageException.class, () -> MemoryFlags.prepare(options)).getMessage();
      assertTrue(message.startsWith("--workspace takes a"), message);
    }
  }

  @Test
  void emptyItemsOfAListAreDropped() {
    assertEquals(List.of("a", "b"), Options.list(",a,, b,"));
    assertEquals(List.of(), Options.list(null));
  }

  /** Every flag that is shown by --help is in docs/cli.md, with the same words. */
  @Test
  void theDocumentedFlagsAreTheOnesInForce() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "cli.md"));
    for (CommandLine.Model.OptionSpec option :
        new CommandLine(new Options()).getCommandSpec().options()) {
      if (!option.hidden()) {
        String label = option.type() == boolean.class ? "" : " " + option.paramLabel();
        String row =
            "| `"
                + option.longestName()
                + label.replace("|", "\\|")
                + "` | "
                + option.description()[0].replace("%%", "%")
                + " |";
        assertTrue(page.contains(row), "docs/cli.md lacks: " + row);
      }
    }
  }

  private static Options parse(String line) {
    return Options.parse(List.of(line.split(" ")));
  }
}
