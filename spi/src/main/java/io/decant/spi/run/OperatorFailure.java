package io.decant.spi.run;

import io.decant.spi.memory.ProgramOp;

/** An operator could not be run; the message names its layer. */
public final class OperatorFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private OperatorFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the failure with the operator's layer in front of its message, once. */
  static RuntimeException in(ProgramOp op, Throwable cause) {
    if (cause instanceof OperatorFailure failure) {
      return failure;
    }
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new OperatorFailure("layer '" + op.layer() + "': " + reason, cause);
  }
}
