#include "division.h"
#include "neighbourhood.h"

FUNCTION void lrn_strip(
    GLOBAL const float *x, GLOBAL const float *scale, GLOBAL const float *y, GLOBAL const float *dy,
    GLOBAL float *dx, const INDEX first, const INDEX last, const INDEX channels, const INDEX inner,
    const float factor, const float beta, const int lanes) {
  float window[SIZE][LANES];
  for (int n = 0; n < SIZE; n++) {
    for (int lane = 0; lane < lanes; lane++) {
      window[n][lane] = 0.0f;
    }
  }
  for (INDEX next = first - BEHIND; next < last + BEHIND; next++) {
    const INDEX ahead = next * inner;
    SLIDE(window, next, channels, lanes, dy[ahead + lane] * y[ahead + lane] / scale[ahead + lane]);
    const INDEX at = (next - BEHIND) * inner;
    if (next - BEHIND >= first) {
      float d[LANES];
      for (int lane = 0; lane < lanes; lane++) {
        d[lane] = dy[at + lane] * negative_power(scale[at + lane], beta) +
                  factor * (window_sum(window, lane) * x[at + lane]);
      }
      for (int lane = 0; lane < lanes; lane++) {
        dx[at + lane] = d[lane];
      }
    }
  }
}

/* factor is -2 alpha beta / SIZE. */
KERNEL(lrn_backward)(INPUT(float, x), INPUT(float, scale), INPUT(float, y), INPUT(float, dy),
    OUTPUT(float, dx), const float factor, const float beta, const float k GEOMETRY) {
  BIND_INPUT(float, x);
  BIND_INPUT(float, scale);
  BIND_INPUT(float, y);
  BIND_INPUT(float, dy);
  BIND_OUTPUT(float, dx);
#define STRIP(lanes)                                                                        \
  lrn_strip(x + at, scale + at, y + at, dy + at, dx + at, first, last, CHANNELS, INNER, factor, \
      beta, lanes)
  FOR_EACH_STRIP(STRIP)
}
