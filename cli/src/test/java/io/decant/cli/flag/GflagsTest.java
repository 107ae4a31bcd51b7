package io.decant.cli.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GflagsTest {
  private static final Gflags FLAGS =
      new Gflags(Set.of("solver", "gpu", "lms", "log_dir"), Set.of("stacktrace", "help"));

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-solver s.prototxt",
        "--solver s.prototxt",
        "-solver=s.prototxt",
        "--solver=s.prototxt"
      })
  void allSpellingsOfAValue(String spelling) {
    assertEquals(List.of("--solver=s.prototxt", "train"), normal(spelling + " train"));
    assertEquals(List.of("train", "--solver=s.prototxt"), normal("train " + spelling));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-stacktrace",
        "--stacktrace",
        "--stacktrace=true",
        "-stacktrace=1",
        "--stacktrace=T"
      })
  void allSpellingsOfTrue(String spelling) {
    assertEquals(List.of("--stacktrace=true", "train"), normal(spelling + " train"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-nostacktrace", "--nostacktrace", "--stacktrace=false", "-stacktrace=no"})
  void allSpellingsOfFalse(String spelling) {
    assertEquals(List.of("--stacktrace=false", "train"), normal(spelling + " train"));
  }

  @Test
  void valuesMayLookLikeFlagsOrHoldEqualsSigns() {
    assertEquals(List.of("--lms=-1"), normal("-lms -1"));
    assertEquals(List.of("--solver=a=b.prototxt"), normal("--solver=a=b.prototxt"));
    assertEquals(List.of("--solver="), normal("--solver="));
  }

  @Test
  void hyphensCountAsUnderscores() {
    assertEquals(List.of("--log_dir=/tmp"), normal("--log-dir /tmp"));
  }

  @Test
  void nothingIsAFlagAfterTwoHyphens() {
    assertEquals(List.of("train", "--solver", "x"), normal("train -- --solver x"));
  }

  @Test
  void flagFilesHoldFlagsOneALine() throws IOException {
    Path inner = temporary.resolve("inner");
    Path outer = temporary.resolve("outer");
    Files.writeString(inner, "--gpu=3\n");
    Files.writeString(outer, "# a comment\n\n  --solver=s.prototxt\n-flagfile=" + inner + "\n");
    assertEquals(
        List.of("train", "--solver=s.prototxt", "--gpu=3", "--help=true"),
        normal("train --flagfile " + outer + " --help"));
  }

  @Test
  void flagFilesThatNameEachOtherEnd() throws IOException {
    Path file = temporary.resolve("flags");
    Files.writeString(file, "--flagfile=" + file);
    wrong("--flagfile=" + file, "too deeply");
    wrong("--flagfile=" + temporary.resolve("missing"), "missing");
  }

  @Test
  void whatIsWrongIsNamed() {
    wrong("--sovler x", "unknown flag '--sovler'; did you mean --solver?");
    wrong("--zzzzzzzz", "unknown flag '--zzzzzzzz'");
    wrong("train --gpu", "flag --gpu needs a value");
    wrong("--stacktrace=maybe", "flag --stacktrace=maybe is true or false");
    wrong("--nogpu", "unknown flag '--nogpu'");
  }

  @Test
  void theFirstWordIsNoFlagsValue() {
    assertEquals(2, first("--solver x train"));
    assertEquals(1, first("--solver=x train"));
    assertEquals(1, first("--nostacktrace train"));
    assertEquals(2, first("--help -- train"));
    assertEquals(0, first("train --solver x"));
    assertEquals(1, first("--help"));
    assertEquals(1, first("--solver"));
  }

  private static int first(String line) {
    return FLAGS.firstWord(List.of(line.split(" ")));
  }

  private static List<String> normal(String line) {
    return FLAGS.normalise(List.of(line.split(" ")));
  }

  private static void wrong(String line, String part) {
    String message = assertThrows(UsageException.class, () -> normal(line)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
