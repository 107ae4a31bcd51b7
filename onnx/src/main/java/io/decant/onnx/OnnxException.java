package io.decant.onnx;

/** A net, or a layer of it, that cannot be written in ONNX; says what to do. */
public final class OnnxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public OnnxException(String message) {
    super(message);
  }

  /** Creates the exception. */
  public OnnxException(String message, Throwable cause) {
    super(message, cause);
  }
}
