#include "power.h"

/* A window of SIZE channels that slides along the channels of LANES neighbouring places, in the
   registers of a work item. */
#define BEHIND (SIZE / 2)

/* Moves the window on to have channel c in front; channels that do not exist count as 0. */
#define SLIDE(window, c, channels, lanes, term)      \
  for (int lane = 0; lane < lanes; lane++) {         \
    for (int n = 0; n < SIZE - 1; n++) {             \
      window[n][lane] = window[n + 1][lane];         \
    }                                                \
    window[SIZE - 1][lane] = 0.0f;                   \
  }                                                  \
  if ((c) >= 0 && (c) < (channels)) {                \
    for (int lane = 0; lane < lanes; lane++) {       \
      window[SIZE - 1][lane] = (term);               \
    }                                                \
  }

/* The strip of a work item, and which part of its channels: the parts of a strip are neighbours
   where those of a strip's channels are, so that neighbours read neighbours. */
#if PARTS_TOGETHER
#define ITEM QUOTIENT(GROUP_ID(0) * GROUP_X + LOCAL_ID(0), PARTS)
#define PART(item) (GROUP_ID(0) * GROUP_X + LOCAL_ID(0) - (item) * PARTS)
#else
#define ITEM (GROUP_ID(0) * GROUP_X + LOCAL_ID(0))
#define PART(item) GROUP_ID(1)
#endif

/* Calls a function for the places of this work item: for LANES at once, or one after another where
   a run of INNER places ends. at is that of the first channel, first and last are its channels. */
#define FOR_EACH_STRIP(call)                                                          \
  const INDEX item = ITEM;                                                            \
  const INDEX outer = QUOTIENT(item, STRIPS);                                         \
  if (outer < OUTER) {                                                                \
    const INDEX place = (item - outer * STRIPS) * LANES;                              \
    const INDEX places = INNER - place;                                               \
    const INDEX first = PART(item) * CHANNELS_OF_PART;                                \
    const INDEX last =                                                                \
        first + CHANNELS_OF_PART < CHANNELS ? first + CHANNELS_OF_PART : CHANNELS;    \
    const INDEX begin = outer * CHANNELS * INNER + place;                             \
    if (places >= LANES) {                                                            \
      const INDEX at = begin;                                                         \
      call(LANES);                                                                    \
    } else {                                                                          \
      for (INDEX at = begin; at < begin + places; at++) {                             \
        call(1);                                                                      \
      }                                                                               \
    }                                                                                 \
  }

FUNCTION float window_sum(const float window[SIZE][LANES], const int lane) {
  float sum = window[0][lane];
  for (int n = 1; n < SIZE; n++) {
    sum += window[n][lane];
  }
  return sum;
}

FUNCTION float negative_power(const float scale, const float beta) {
  return beta == 0.75f ? power_of_minus_three_quarters(scale) : pow(scale, -beta);
}
