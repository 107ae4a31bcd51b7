#include "division.h"
#include "neighbourhood.h"

FUNCTION void lrn_strip(
    GLOBAL const float *x, GLOBAL float *y, const INDEX first, const INDEX last,
    const INDEX channels, const INDEX inner, const float share, const float beta, const float k,
    const int lanes) {
  float values[SIZE][LANES];
  clear_window(values, SIZE, lanes);
  for (INDEX next = first - BEHIND; next < last + BEHIND; next++) {
    slide_window(values, SIZE, lanes);
    if (next >= 0 && next < channels) {
      for (int lane = 0; lane < lanes; lane++) {
        values[SIZE - 1][lane] = x[next * inner + lane];
      }
    }
    const INDEX at = (next - BEHIND) * inner;
    if (next - BEHIND >= first) {
      float result[LANES];
      square_sums(values, result, lanes);
      for (int lane = 0; lane < lanes; lane++) {
        const float scale = share * result[lane] + k;
        result[lane] = values[BEHIND][lane] * negative_power(scale, beta);
      }
      for (int lane = 0; lane < lanes; lane++) {
        y[at + lane] = result[lane];
      }
    }
  }
}

/* share is alpha / SIZE. */
KERNEL(lrn)(INPUT(float, x), OUTPUT(float, y), const float share, const float beta,
    const float k GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, y);
  LOCATE_STRIP();
#define STRIP(lanes) \
  lrn_strip(x + at, y + at, first, last, CHANNELS, INNER, share, beta, k, lanes)
  FOR_EACH_PLACE(STRIP)
}
