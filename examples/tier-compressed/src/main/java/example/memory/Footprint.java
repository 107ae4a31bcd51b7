package example.memory;

/** Counts what pages hold and the memory that they take for it. Thread-safe. */
final class Footprint {
  private long contents;
  private long memory;
  private long most;
  private long contentsThen;

  /** A page of a size took as many bytes of memory, 0 when it held nothing, and now takes others. */
  synchronized void changed(int size, int before, int now) {
    contents += (now > 0 ? size : 0) - (before > 0 ? size : 0);
    memory += now - before;
    if (memory > most) {
      most = memory;
      contentsThen = contents;
    }
  }

  @Override
  public synchronized String toString() {
    return "at its fullest, " + contentsThen + " bytes took " + most + " bytes of memory";
  }
}
