package io.decant.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleBlockTest {
  private static ConsoleBlock block(String... shown) {
    return new ConsoleBlock("d", 1, "c", List.of(shown));
  }

  @Test
  void findsCommandsAndTheirOutput() {
    List<ConsoleBlock> blocks =
        ConsoleBlock.in(
            "d", List.of("```console", "$ a b", "x", "$ c", "```", "```", "$ no", "```"));
    assertEquals(2, blocks.size());
    assertEquals("a b", blocks.get(0).command());
    assertEquals(List.of("x"), blocks.get(0).shown());
    assertEquals(4, blocks.get(1).line());
  }

  @Test
  void linesMustOccurInOrder() {
    List<String> output = List.of("one", "two", "three");
    assertEquals("", block("one", "...", "three").missing(output));
    assertEquals("", block("...", "two", "...").missing(output));
    assertEquals("two", block("two").missing(output));
    assertEquals("one", block("...", "two", "...", "one").missing(output));
    assertEquals("three", block("one", "three").missing(output));
  }

  @Test
  void fractionsMayDifferALittle() {
    List<String> output = List.of("accuracy = 0.9785 at 7");
    assertEquals("", block("accuracy = 0.979 at 7").missing(output));
    assertEquals("accuracy = 0.99 at 7", block("accuracy = 0.99 at 7").missing(output));
    assertEquals("accuracy = 0.979 at 8", block("accuracy = 0.979 at 8").missing(output));
  }

  @Test
  void whatWasSwappedMayDifferByHalf() {
    List<String> output = List.of("peak 8388608 bytes, swapped in 7000000000 bytes, waited 3 ms");
    assertEquals("", block("peak 8388608 bytes, swapped in 8000000000 bytes, ...").missing(output));
    String far = "peak 8388608 bytes, swapped in 20000000000 bytes, ...";
    assertEquals(far, block(far).missing(output));
    String other = "peak 83886080 bytes, ...";
    assertEquals(other, block(other).missing(output));
  }

  @Test
  void anErrorShownMeansAFailure() {
    assertTrue(block("...", "decant: no").fails());
    assertFalse(block("Optimization Done.").fails());
  }

  @Test
  void logHeadsAreNotShown() {
    assertEquals(
        "    Test net output #0: a = 1",
        ConsoleBlock.plain(
            "I1123 03:21:39.146502 30318 OutputLine.java:23]     Test net output #0: a = 1"));
    assertEquals("decant: no", ConsoleBlock.plain("decant: no"));
  }
}
