package io.decant.cli;

/** What a person is told of an error: its message, and those of its causes that add something. */
final class ErrorText {
  private ErrorText() {}

  static String of(Throwable error) {
    if (error instanceof OutOfMemoryError) {
      return "the Java heap is full ("
          + error.getMessage()
          + "); give it more with DECANT_JAVA_OPTS=-Xmx4g";
    }
    StringBuilder text = new StringBuilder(message(error));
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      String more = cause.getMessage();
      if (more != null && !text.toString().contains(more)) {
        text.append(": ").append(more);
      }
    }
    return text.toString().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String message(Throwable error) {
    String message = error.getMessage();
    return isMistakeOfOurs(error)
        ? "internal error: " + error + "; --stacktrace shows where"
        : message == null || message.isEmpty() ? error.toString() : message;
  }

  private static boolean isMistakeOfOurs(Throwable error) {
    return error instanceof Error
        || error instanceof NullPointerException
        || error instanceof IndexOutOfBoundsException
        || error instanceof ClassCastException
        || error instanceof ArithmeticException
        || error instanceof NegativeArraySizeException;
  }
}
