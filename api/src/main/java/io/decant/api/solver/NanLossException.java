package io.decant.api.solver;

/** The loss became NaN or infinite. The last snapshot is untouched. */
public final class NanLossException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long iteration;

  /** Creates the exception for the iteration whose loss it is. */
  public NanLossException(long iteration, double loss) {
    super(
        "the loss of iteration "
            + iteration
            + " is "
            + loss
            + "; lower base_lr, set clip_gradients or check the data (a label that is no class makes"
            + " the loss NaN, too), or go on regardless with --on_nan=continue");
    this.iteration = iteration;
  }

  /** Returns the iteration. */
  public long iteration() {
    return iteration;
  }
}
