/* Returns how many of its cells along an axis window o has in extent cells. */
FUNCTION INDEX cells_along(const INDEX o, const INDEX step, const INDEX window, const INDEX extent,
    const INDEX dilation, const UINT32 dilation_multiplier, const UINT32 dilation_shift) {
  const INDEX left = extent - o * step;
  const INDEX last = quotient(
      left > 0 ? left - 1 : 0, dilation, dilation_multiplier, dilation_shift);
  const INDEX cells = left > 0 ? last + 1 : 0;
  return cells < window ? cells : window;
}

#define CELLS_ALONG(axis, o)                                                                 \
  cells_along(o, step[axis], window[axis], extent[axis], dilation[axis],                     \
      dilation_multiplier[axis], dilation_shift[axis])

/* What a window's sum is divided by: its cells, at least 1. */
#define DIVISOR(cells) ((float) ((cells) < 1 ? 1 : (cells)))
