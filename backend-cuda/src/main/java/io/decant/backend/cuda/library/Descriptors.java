package io.decant.backend.cuda.library;

import java.util.ArrayList;
import java.util.List;

/**
 * The descriptors that describe one operator. Plans refer to them, so they live until the last of
 * their users has let go. Thread-safe.
 */
final class Descriptors {
  private final LibraryStatus status;
  private final List<Descriptor> all = new ArrayList<>();
  private int users = 1;

  /** Has one user, the caller. */
  Descriptors(LibraryStatus status) {
    this.status = status;
  }

  /** Returns a new descriptor. */
  synchronized Descriptor create(int type) {
    Descriptor descriptor = new Descriptor(type, status);
    all.add(descriptor);
    return descriptor;
  }

  synchronized Descriptors retain() {
    users++;
    return this;
  }

  synchronized void release() {
    users--;
    if (users == 0) {
      all.forEach(Descriptor::close);
    }
  }
}
