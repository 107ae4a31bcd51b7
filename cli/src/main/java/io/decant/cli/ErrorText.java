package io.decant.cli;

import org.jspecify.annotations.Nullable;

/** What a person is told of an error: its message, and those of its causes that add something. */
final class ErrorText {
  private ErrorText() {}

  static String of(Throwable error) {
    if (error instanceof OutOfMemoryError) {
      return "the Java heap is full ("
          + error.getMessage()
          + "); give more with DECANT_JAVA_OPTS=-Xmx4g";
    }
    StringBuilder text = new StringBuilder(message(error));
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      String more = cause.getMessage();
      if (more != null && !text.toString().contains(more)) {
        text.append(": ").append(more);
      }
    }
    return text.toString();
  }

  private static String message(Throwable error) {
    @Nullable String message = error.getMessage();
    return message == null || message.isEmpty() ? error.toString() : message;
  }
}
