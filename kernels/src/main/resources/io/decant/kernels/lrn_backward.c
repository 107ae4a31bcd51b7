#include "division.h"
#include "neighbourhood.h"

/* dx may be dy, so that a part of the channels must know the gradients of its neighbours before they are
   overwritten: BEHIND in front of it, then BEHIND behind it. */
#if PARTS_OF_GROUP > 1
#define NEIGHBOUR(n, first, last) ((n) < BEHIND ? (first) - BEHIND + (n) : (last) - BEHIND + (n))
#define LOAD_NEIGHBOURS()                                                        \
  float neighbours[SIZE][LANES];                                                 \
  for (int n = 0; n < 2 * BEHIND; n++) {                                         \
    const INDEX channel = NEIGHBOUR(n, first, last);                             \
    const bool exists = busy && channel >= 0 && channel < CHANNELS;              \
    neighbours[n][0] = exists ? dy[begin + channel * INNER] : 0.0f;              \
  }                                                                              \
  GLOBAL_BARRIER()
#define LOAD_GRADIENTS(d, c)                                                     \
  if ((c) >= first && (c) < last) {                                              \
    d[0] = dy[(c) * inner];                                                      \
  } else {                                                                       \
    for (int n = 0; n < 2 * BEHIND; n++) {                                       \
      d[0] = (c) == NEIGHBOUR(n, first, last) ? neighbours[n][0] : d[0];         \
    }                                                                            \
  }
#define NEIGHBOURS const float neighbours[SIZE][LANES],
#define PASS_NEIGHBOURS neighbours,
#else
#define LOAD_NEIGHBOURS()
#define LOAD_GRADIENTS(d, c)                                                     \
  for (int lane = 0; lane < lanes; lane++) {                                     \
    d[lane] = dy[(c) * inner + lane];                                            \
  }
#define NEIGHBOURS
#define PASS_NEIGHBOURS
#endif

/* Three neighbourhoods follow each other: of squares, which leads, of ratios, whose middle has the
   middle channel of the first, and the result. */
FUNCTION void lrn_strip(
    GLOBAL const float *dy, NEIGHBOURS GLOBAL const float *x, GLOBAL float *dx, const INDEX first,
    const INDEX last, const INDEX channels, const INDEX inner, const float share,
    const float factor, const float beta, const float k, const int lanes) {
  float values[SIZE][LANES];
  float ratios[SIZE][LANES];
  float direct[BEHIND + 1][LANES];
  clear_window(values, SIZE, lanes);
  clear_window(ratios, SIZE, lanes);
  clear_window(direct, BEHIND + 1, lanes);
  for (INDEX next = first - 2 * BEHIND; next < last + 2 * BEHIND; next++) {
    slide_window(values, SIZE, lanes);
    slide_window(ratios, SIZE, lanes);
    slide_window(direct, BEHIND + 1, lanes);
    if (next >= 0 && next < channels) {
      for (int lane = 0; lane < lanes; lane++) {
        values[SIZE - 1][lane] = x[next * inner + lane];
      }
    }
    const INDEX middle = next - BEHIND;
    if (middle >= first - BEHIND && middle >= 0 && middle < channels) {
      float d[LANES];
      float scale[LANES];
      float power[LANES];
      d[0] = 0.0f;
      LOAD_GRADIENTS(d, middle)
      square_sums(values, scale, lanes);
      for (int lane = 0; lane < lanes; lane++) {
        scale[lane] = share * scale[lane] + k;
      }
      for (int lane = 0; lane < lanes; lane++) {
        power[lane] = negative_power(scale[lane], beta);
      }
      for (int lane = 0; lane < lanes; lane++) {
        ratios[SIZE - 1][lane] = d[lane] * (values[BEHIND][lane] * power[lane]) / scale[lane];
        direct[BEHIND][lane] = d[lane] * power[lane];
      }
    }
    const INDEX at = (middle - BEHIND) * inner;
    if (middle - BEHIND >= first) {
      float result[LANES];
      window_sums(ratios, result, lanes);
      for (int lane = 0; lane < lanes; lane++) {
        result[lane] = direct[0][lane] + factor * (result[lane] * values[0][lane]);
      }
      for (int lane = 0; lane < lanes; lane++) {
        dx[at + lane] = result[lane];
      }
    }
  }
}

/* share is alpha / SIZE, factor is -2 alpha beta / SIZE. */
KERNEL(lrn_backward)(INPUT(float, dy), INPUT(float, x), OUTPUT(float, dx), const float share,
    const float factor, const float beta, const float k GEOMETRY) {
  BIND_INPUT(float, dy);
  BIND_INPUT(float, x);
  BIND_OUTPUT(float, dx);
  LOCATE_STRIP();
  LOAD_NEIGHBOURS();
#define STRIP(lanes)                                                                        \
  lrn_strip(dy + at, PASS_NEIGHBOURS x + at, dx + at, first, last, CHANNELS, INNER, share, factor, \
      beta, k, lanes)
  FOR_EACH_PLACE(STRIP)
}
