package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
  @Test
  void causesAreToldOnce() {
    assertEquals(
        "the file cannot be read: disk on fire",
        ErrorText.of(
            new UncheckedIOException("the file cannot be read", new IOException("disk on fire"))));
    assertEquals(
        "a.prototxt: disk on fire",
        ErrorText.of(
            new UncheckedIOException("a.prototxt: disk on fire", new IOException("disk on fire"))));
  }

  @Test
  void itIsOneLine() {
    assertEquals("one two", ErrorText.of(new IllegalStateException("one\n   two")));
  }

  @Test
  void ourOwnMistakesAreCalledSo() {
    String text = ErrorText.of(new IndexOutOfBoundsException("Index 5"));
    assertTrue(text.startsWith("internal error: ") && text.contains("--stacktrace"), text);
  }

  @Test
  void aFullHeapTellsTheRemedy() {
    assertTrue(ErrorText.of(new OutOfMemoryError("Java heap space")).contains("DECANT_JAVA_OPTS"));
  }
}
