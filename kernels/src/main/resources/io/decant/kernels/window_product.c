/*
 * Weights times a window that slides over the planes of a source, for each group of channels: the
 * convolution, and the gradient of its input. Row m of weights has K = CHANNELS * TAPS_Y * TAPS_X
 * elements, ordered by tap first where TAP_MAJOR, else by channel first. Column n is an image and a
 * place of a grid, whose tap (j, i) reads the source's row y * STEP_Y + BASE_Y + j * TAP_Y, and column
 * likewise. The result of a place goes to row y * PLACE_Y + FIRST_Y of a plane. Where POINTWISE,
 * columns of the grid lie as those of the source do.
 */
#define A_ALONG_K 1
#define B_ALONG_K 0
#define PACKS_COLUMNS 0
#include "product.h"
#include "tile_order.h"
#if PRODUCT == 3
#include "window_product_cpu.h"
#endif

#define TAPS (TAPS_Y * TAPS_X)
#define GRID (GRID_H * GRID_W)
#define SOURCE_PLANE (SOURCE_H * SOURCE_W)

#define A_SOURCE(row, k) (a_part + (row) * K + (k))
#define A_INSIDE(row, k) ((row) < M && (k) < K)
#define A_FOURS (K % 4 == 0 && a_aligned)
#define A_STRIDE_K 1
#if POINTWISE
#define BEGIN_STEP(step) const INDEX step_k = (step) * TILE_K
#define B_SOURCE(slot, k, column) \
  (b_part + (column) / GRID * SOURCE_IMAGE + (k) * GRID + (column) % GRID)
#define B_INSIDE(slot, k, column) ((column) < N && (k) < K)
#define B_FOURS (GRID % 4 == 0 && b_aligned)
#else
#define B_FOURS 0
#define WITHIN(row, column) \
  ((UINT32) (row) < (UINT32) SOURCE_H && (UINT32) (column) < (UINT32) SOURCE_W)
#if TAP_MAJOR
/* All of a step has one tap, so what is inside is decided once for each of an item's columns. */
#define BEGIN_STEP(step)                                                                  \
  const INDEX step_k = (step) * TILE_K;                                                   \
  const INDEX step_tap = step_k / CHANNELS;                                               \
  const INDEX step_row = step_tap / TAPS_X * TAP_Y;                                       \
  const INDEX step_column = step_tap % TAPS_X * TAP_X;                                    \
  const INDEX step_offset =                                                               \
      step_k % CHANNELS * SOURCE_PLANE + step_row * SOURCE_W + step_column;               \
  bool step_inside[B_COLUMNS];                                                            \
  for (int s = 0; s < B_COLUMNS; s++) {                                                   \
    step_inside[s] =                                                                      \
        begin_any[s] && WITHIN(begin_row[s] + step_row, begin_column[s] + step_column);   \
  }
#define B_SOURCE(slot, k, column) \
  (begin[(slot) % B_COLUMNS] + step_offset + ((k) - step_k) * SOURCE_PLANE)
#define B_INSIDE(slot, k, column) step_inside[(slot) % B_COLUMNS]
#else
#define BEGIN_STEP(step) const INDEX step_k = (step) * TILE_K
#define TAP_ROW(k) ((k) % TAPS / TAPS_X * TAP_Y)
#define TAP_COLUMN(k) ((k) % TAPS_X * TAP_X)
#define B_SOURCE(slot, k, column)                                                         \
  (begin[(slot) % B_COLUMNS] + (k) / TAPS * SOURCE_PLANE + TAP_ROW(k) * SOURCE_W + TAP_COLUMN(k))
#define B_INSIDE(slot, k, column)                                                         \
  (begin_any[(slot) % B_COLUMNS] && (k) < K                                               \
      && WITHIN(begin_row[(slot) % B_COLUMNS] + TAP_ROW(k),                               \
          begin_column[(slot) % B_COLUMNS] + TAP_COLUMN(k)))
#endif
#endif

#if BIAS
#define BIAS_INPUT INPUT(float, bias),
#else
#define BIAS_INPUT
#endif

KERNEL(window_product)(INPUT(float, a), INPUT(float, b), BIAS_INPUT OUTPUT(float, c) GEOMETRY) {
  BIND_INPUT(float, a);
  BIND_INPUT(float, b);
#if BIAS
  BIND_INPUT(float, bias);
#endif
  BIND_OUTPUT(float, c);
  BEGIN_PRODUCT(group);
  GLOBAL const float *a_part = a + group * M * K;
  GLOBAL const float *b_part = b + group * CHANNELS * SOURCE_PLANE;
#if PRODUCT == 3
  const INDEX all_sources = N / GRID * SOURCE_IMAGE;
#elif !POINTWISE
  /* Where the window of each of this item's columns begins. */
  INDEX begin_row[B_COLUMNS];
  INDEX begin_column[B_COLUMNS];
  bool begin_any[B_COLUMNS];
  GLOBAL const float *begin[B_COLUMNS];
#pragma unroll
  for (int s = 0; s < B_COLUMNS; s++) {
    const INDEX column = tile_column + B_SLOT_COLUMN(s);
    begin_row[s] = column % GRID / GRID_W * STEP_Y + BASE_Y;
    begin_column[s] = column % GRID_W * STEP_X + BASE_X;
    begin_any[s] = column < N;
    begin[s] = b_part + column / GRID * SOURCE_IMAGE + begin_row[s] * SOURCE_W + begin_column[s];
  }
#endif
#include "product_loop.h"
#if PRODUCT == 3
  STORE_TILE()
#else
  /* Four neighbours of an item are stored at once where they lie in one row, aligned. */
#if PRODUCT < 2
  const INDEX rest =
      GRID_W % 4 + RESULT_PLANE % 4 + RESULT_W % 4 + PLACE_X - 1 + FIRST_X + (INDEX) ((UINT64) c & 15);
  const bool fours = rest == 0;
#else
  const bool fours = false;
#endif
#pragma unroll
  for (int j = 0; j < ITEM_N; j++) {
    const INDEX column = tile_column + TILE_COLUMN(j);
    if (column < N && (!fours || j % 4 == 0)) {
      const INDEX place = column % GRID;
      GLOBAL float *target = c + column / GRID * RESULT_IMAGE
          + (place / GRID_W * PLACE_Y + FIRST_Y) * RESULT_W + place % GRID_W * PLACE_X + FIRST_X;
#pragma unroll
      for (int i = 0; i < ITEM_M; i++) {
        const INDEX row = tile_row + TILE_ROW(i);
        if (row < M) {
#if BIAS
          const float shift = bias[group * M + row];
#else
          const float shift = 0.0f;
#endif
          GLOBAL float *element = target + (group * M + row) * RESULT_PLANE;
          if (fours) {
            float4 four;
            four.x = sums[i][j] + shift;
            four.y = sums[i][j / 4 * 4 + 1] + shift;
            four.z = sums[i][j / 4 * 4 + 2] + shift;
            four.w = sums[i][j / 4 * 4 + 3] + shift;
            GLOBAL_FLOAT4(element) = four;
          } else {
            *element = sums[i][j] + shift;
          }
        }
      }
    }
  }
#endif
}
