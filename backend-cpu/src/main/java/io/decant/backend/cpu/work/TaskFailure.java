package io.decant.backend.cpu.work;

/** A task failed on some thread; the cause tells how. */
public final class TaskFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TaskFailure(Throwable cause) {
    super(cause.toString(), cause);
  }
}
