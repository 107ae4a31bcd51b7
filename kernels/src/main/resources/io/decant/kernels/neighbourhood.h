#include "power.h"

/* Windows of channels that slide along the channels of LANES neighbouring places, in the registers of a
   work item. A neighbourhood is SIZE channels. */
#define BEHIND (SIZE / 2)

/* A group has all places of some strips of LANES places, in PARTS_OF_GROUP parts of their channels. The parts
   of a strip are neighbours where those of a strip's channels are, so that neighbours read neighbours. */
#define STRIPS_OF_GROUP (GROUP_X / PARTS_OF_GROUP)
#if PARTS_TOGETHER
#define STRIP_OF_GROUP (LOCAL_ID(0) / PARTS_OF_GROUP)
#define PART_OF_GROUP (LOCAL_ID(0) % PARTS_OF_GROUP)
#else
#define STRIP_OF_GROUP (LOCAL_ID(0) % STRIPS_OF_GROUP)
#define PART_OF_GROUP (LOCAL_ID(0) / STRIPS_OF_GROUP)
#endif

/* Declares the channels of this work item, first to last, where its strip begins, and whether there is
   anything to do for it. */
#define LOCATE_STRIP()                                                                       \
  const INDEX strip = GROUP_ID(0) * STRIPS_OF_GROUP + STRIP_OF_GROUP;                        \
  const INDEX outer = QUOTIENT(strip, STRIPS);                                               \
  const INDEX place = (strip - outer * STRIPS) * LANES;                                      \
  const INDEX begin = outer * CHANNELS * INNER + place;                                      \
  const INDEX first = (GROUP_ID(1) * PARTS_OF_GROUP + PART_OF_GROUP) * CHANNELS_OF_PART;     \
  const INDEX last =                                                                         \
      first + CHANNELS_OF_PART < CHANNELS ? first + CHANNELS_OF_PART : CHANNELS;             \
  const bool busy = STRIP_OF_GROUP < STRIPS_OF_GROUP && outer < OUTER && first < CHANNELS

/* Calls a function for the places of this work item: for LANES at once, or one after another where
   a run of INNER places ends. at is that of the first channel. */
#define FOR_EACH_PLACE(call)                                                          \
  if (busy) {                                                                         \
    const INDEX places = INNER - place;                                               \
    if (places >= LANES) {                                                            \
      const INDEX at = begin;                                                         \
      call(LANES);                                                                    \
    } else {                                                                          \
      for (INDEX at = begin; at < begin + places; at++) {                             \
        call(1);                                                                      \
      }                                                                               \
    }                                                                                 \
  }

/* Fills a window of size channels with those that do not exist, which count as 0. */
FUNCTION void clear_window(float window[][LANES], const int size, const int lanes) {
  for (int n = 0; n < size; n++) {
    for (int lane = 0; lane < lanes; lane++) {
      window[n][lane] = 0.0f;
    }
  }
}

/* Moves a window on by one channel, which does not exist unless it is filled in behind. */
FUNCTION void slide_window(float window[][LANES], const int size, const int lanes) {
  for (int n = 0; n < size - 1; n++) {
    for (int lane = 0; lane < lanes; lane++) {
      window[n][lane] = window[n + 1][lane];
    }
  }
  for (int lane = 0; lane < lanes; lane++) {
    window[size - 1][lane] = 0.0f;
  }
}

/* Sums along the channels; lanes are the inner loops everywhere, which become vectors on a CPU. */
FUNCTION void window_sums(const float window[SIZE][LANES], float *sums, const int lanes) {
  for (int lane = 0; lane < lanes; lane++) {
    sums[lane] = window[0][lane];
  }
  for (int n = 1; n < SIZE; n++) {
    for (int lane = 0; lane < lanes; lane++) {
      sums[lane] += window[n][lane];
    }
  }
}

/* The same of squares. */
FUNCTION void square_sums(const float window[SIZE][LANES], float *sums, const int lanes) {
  for (int lane = 0; lane < lanes; lane++) {
    sums[lane] = window[0][lane] * window[0][lane];
  }
  for (int n = 1; n < SIZE; n++) {
    for (int lane = 0; lane < lanes; lane++) {
      sums[lane] += window[n][lane] * window[n][lane];
    }
  }
}

FUNCTION float negative_power(const float scale, const float beta) {
  return beta == 0.75f ? power_of_minus_three_quarters(scale) : pow(scale, -beta);
}
