/* How window_product.c reads and writes a tile on a CPU: by runs of places in one row of the grid. */
#include "row_lanes.h"

/* Places of the run that begins at a column. */
#define RUN_LENGTH(column) \
  (GRID_W - (column) % GRID_W < ROW_LANES ? GRID_W - (column) % GRID_W : ROW_LANES)

/* Stores as many lanes as there is room for. */
FUNCTION void store_lanes(const float8 lanes, LOCAL_POINTER(float) places, const INDEX room) {
  if (room >= ROW_LANES) {
    vstore8(lanes, 0, places);
    return;
  }
  float some[ROW_LANES];
  vstore8(lanes, 0, some);
  for (INDEX i = 0; i < room; i++) {
    places[i] = some[i];
  }
}

/* Packs a tap of all rows and channels after another, for they leave out the same lanes. A run's
   vector may be too long: the next run writes over the rest. Columns behind the last hold anything, so do their sums. */
#define PACK_B(target, k_begin, extent, column_begin, columns)                            \
  for (INDEX run = 0; run < (columns);) {                                                 \
    const INDEX column = (column_begin) + run;                                            \
    const INDEX y = column % GRID / GRID_W * STEP_Y + BASE_Y;                             \
    const INDEX x = column % GRID_W * STEP_X + BASE_X;                                    \
    const INDEX room = TILE_N - run;                                                      \
    for (INDEX i = 0; i < TAPS_X; i++) {                                                  \
      const INDEX first = x + i * TAP_X;                                                  \
      const int8 inside = lanes_inside(first, 1, SOURCE_W);                               \
      INDEX k = (i + TAPS_X - (k_begin) % TAPS_X) % TAPS_X;                               \
      const INDEX tap_row = ((k_begin) + k) / TAPS_X;                                     \
      INDEX j = tap_row % TAPS_Y;                                                         \
      INDEX plane = column / GRID * SOURCE_IMAGE                                          \
          + (group * CHANNELS + tap_row / TAPS_Y) * SOURCE_PLANE;                         \
      for (; k < (extent); k += TAPS_X) {                                                 \
        const INDEX row = y + j * TAP_Y;                                                  \
        const INDEX at = plane + row * SOURCE_W + first;                                  \
        const bool row_inside = row >= 0 && row < SOURCE_H;                               \
        LOCAL_POINTER(float) places = (target) + k * TILE_N + run;                        \
        if (STEP_X == 1) {                                                                \
          const float8 lanes =                                                            \
              row_inside ? load_lanes(b, at, 1, inside, all_sources) : (float8) 0.0f;     \
          store_lanes(lanes, places, room);                                               \
        } else {                                                                          \
          places[0] = row_inside && first >= 0 && first < SOURCE_W ? b[at] : 0.0f;        \
        }                                                                                 \
        if (++j == TAPS_Y) {                                                              \
          j = 0;                                                                          \
          plane += SOURCE_PLANE;                                                          \
        }                                                                                 \
      }                                                                                   \
    }                                                                                     \
    run += STEP_X == 1 ? RUN_LENGTH(column) : 1;                                          \
  }

#if BIAS
#define SHIFT(row) bias[group * M + (row)]
#else
#define SHIFT(row) 0.0f
#endif

#define STORE_TILE()                                                                      \
  for (INDEX run = 0; run < TILE_N && tile_column + run < N;) {                           \
    const INDEX column = tile_column + run;                                               \
    const INDEX length = RUN_LENGTH(column) < TILE_N - run ? RUN_LENGTH(column) : TILE_N - run; \
    const INDEX place = column % GRID;                                                    \
    GLOBAL float *target = c + column / GRID * RESULT_IMAGE                               \
        + (place / GRID_W * PLACE_Y + FIRST_Y) * RESULT_W + place % GRID_W * PLACE_X + FIRST_X; \
    for (INDEX row = 0; row < TILE_M && tile_row + row < M; row++) {                      \
      const float shift = SHIFT(tile_row + row);                                          \
      GLOBAL float *elements = target + (group * M + tile_row + row) * RESULT_PLANE;      \
      const float *values = &sums[row][run];                                              \
      if (length == ROW_LANES && PLACE_X == 1) {                                          \
        vstore8(vload8(0, values) + (float8) shift, 0, elements);                         \
      } else {                                                                            \
        for (INDEX i = 0; i < length; i++) {                                              \
          elements[i * PLACE_X] = values[i] + shift;                                      \
        }                                                                                 \
      }                                                                                   \
    }                                                                                     \
    run += length;                                                                        \
  }
