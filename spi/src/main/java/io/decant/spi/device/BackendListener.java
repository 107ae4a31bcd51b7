package io.decant.spi.device;

/** Receives what a backend has to say. Thread-safe; never throws. */
public interface BackendListener {
  /** A line for the log. */
  void info(String message);

  /** A line for the log that people should notice. */
  void warning(String message);
}
