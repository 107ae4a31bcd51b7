package io.decant.cli.curve;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A file that takes samples. What cannot be written is an error that names the flag and the file.
 */
abstract class SampleFile implements SampleSink {
  private final String flag;
  private final Path file;
  private final Closeable out;

  SampleFile(String flag, Path file, Closeable out) {
    this.flag = flag;
    this.file = file;
    this.out = out;
  }

  /** Something that writes. */
  interface Writing {
    void run() throws IOException;
  }

  /** Writes, and turns what goes wrong into an error for the user. */
  final void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw failure(flag, file, e);
    }
  }

  @Override
  public final void close() {
    write(out::close);
  }

  static UncheckedIOException failure(String flag, Path file, IOException e) {
    return new UncheckedIOException(flag + ": " + file + " cannot be written: " + e, e);
  }
}
