package io.decant.api.layer;

/**
 * How many bottoms or tops a layer may have.
 *
 * @param least at least so many
 * @param most at most so many
 */
public record BlobCount(int least, int most) {
  /** Returns exactly {@code count}. */
  public static BlobCount exactly(int count) {
    return new BlobCount(count, count);
  }

  /** Returns {@code count} or more. */
  public static BlobCount atLeast(int count) {
    return new BlobCount(count, Integer.MAX_VALUE);
  }

  /** Returns {@code least} to {@code most}. */
  public static BlobCount between(int least, int most) {
    return new BlobCount(least, most);
  }

  /** Returns whether a count is within the bounds. */
  public boolean allows(int count) {
    return count >= least && count <= most;
  }

  @Override
  public String toString() {
    if (least == most) {
      return Integer.toString(least);
    }
    return most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
  }
}
