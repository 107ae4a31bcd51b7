package io.decant.cli.curve;

/** Takes samples as they come, in the order of their time. For one thread. */
public interface SampleSink extends AutoCloseable {
  /** Takes a sample; what cannot be written is an error, not passed over. */
  void take(Sample sample);

  /** Completes what was written. */
  @Override
  void close();
}
