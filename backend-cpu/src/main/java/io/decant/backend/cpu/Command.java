package io.decant.backend.cpu;

import io.decant.backend.cpu.work.Workers;

/** What a stream does: one entry of its queue. */
interface Command {
  /** Does it, on the stream's thread; not called once the stream has failed. */
  void run(Workers workers);

  /** Called after {@link #run}, or instead of it, in any case. */
  default void finish() {}

  /** Returns what it is, for errors. */
  String describe();
}
