#include "division.h"
#include "neighbourhood.h"

FUNCTION void lrn_strip(
    GLOBAL const float *x, GLOBAL float *scale, GLOBAL float *y, const INDEX first,
    const INDEX last, const INDEX channels, const INDEX inner, const float factor, const float beta,
    const float k, const int lanes) {
  float window[SIZE][LANES];
  for (int n = 0; n < SIZE; n++) {
    for (int lane = 0; lane < lanes; lane++) {
      window[n][lane] = 0.0f;
    }
  }
  for (INDEX next = first - BEHIND; next < last + BEHIND; next++) {
    SLIDE(window, next, channels, lanes, x[next * inner + lane] * x[next * inner + lane]);
    const INDEX at = (next - BEHIND) * inner;
    if (next - BEHIND >= first) {
      float s[LANES];
      for (int lane = 0; lane < lanes; lane++) {
        s[lane] = factor * window_sum(window, lane) + k;
      }
      for (int lane = 0; lane < lanes; lane++) {
        scale[at + lane] = s[lane];
      }
      for (int lane = 0; lane < lanes; lane++) {
        s[lane] = x[at + lane] * negative_power(s[lane], beta);
      }
      for (int lane = 0; lane < lanes; lane++) {
        y[at + lane] = s[lane];
      }
    }
  }
}

/* factor is alpha / SIZE. */
KERNEL(lrn)(INPUT(float, x), OUTPUT(float, scale), OUTPUT(float, y), const float factor,
    const float beta, const float k GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, scale);
  BIND_OUTPUT(float, y);
#define STRIP(lanes) \
  lrn_strip(x + at, scale + at, y + at, first, last, CHANNELS, INNER, factor, beta, k, lanes)
  FOR_EACH_STRIP(STRIP)
}
