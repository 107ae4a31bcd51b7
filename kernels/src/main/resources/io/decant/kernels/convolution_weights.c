/*
 * The gradient of a convolution's weights: for each group, outputs times the window's elements,
 * summed over images and places. On a CPU an image is a range of steps of its own, elsewhere places
 * of all images follow one another. Where TAP_MAJOR, columns are ordered by tap first, CHANNELS is a
 * multiple of TILE_N, and items are at least TILE_K.
 */
#define A_ALONG_K 1
#define B_ALONG_K 1
#define PACKS_COLUMNS 1
#include "product.h"
#include "tile_order.h"
#if PRODUCT == 3
#include "row_lanes.h"
#endif

#define TAPS (KERNEL_H * KERNEL_W)
#define GRID (OUTPUT_H * OUTPUT_W)
#define INPUT_PLANE (INPUT_H * INPUT_W)

#if PRODUCT == 3
#define BEGIN_STEP(step)                                        \
  const INDEX step_image = (step) / STEPS_OF_SUM;               \
  const INDEX step_k = ((step) - step_image * STEPS_OF_SUM) * TILE_K
#define A_SOURCE(row, k) (a_part + step_image * OUTPUT_IMAGE + (row) * GRID + (k))
#else
#define A_SOURCE(row, k) (a_part + (k) / GRID * OUTPUT_IMAGE + (row) * GRID + (k) % GRID)
#endif
#define A_INSIDE(row, k) ((row) < M && (k) < K)
#define A_FOURS (GRID % 4 == 0 && a_aligned)

/* Row and column of the input's plane that a place's window begins at. */
#define BEGIN_ROW(k) ((k) % GRID / OUTPUT_W * STRIDE_Y - PAD_Y)
#define BEGIN_COLUMN(k) ((k) % OUTPUT_W * STRIDE_X - PAD_X)
#define TAP_ROW(column) ((column) % TAPS / KERNEL_W * DILATION_Y)
#define TAP_COLUMN(column) ((column) % KERNEL_W * DILATION_X)
#define WITHIN(row, column) \
  ((UINT32) (row) < (UINT32) INPUT_H && (UINT32) (column) < (UINT32) INPUT_W)
#if POINTWISE
#define B_SOURCE(slot, k, column) \
  (b_part + (k) / GRID * INPUT_IMAGE + (column) * GRID + (k) % GRID)
#define B_INSIDE(slot, k, column) ((column) < N && (k) < K)
#define B_FOURS (GRID % 4 == 0 && b_aligned)
#elif TAP_MAJOR
/* A tile has one tap and an item's slots of a step one k, so what is inside is decided once. */
#define BEGIN_STEP(step)                                                                  \
  const INDEX step_k = (step) * TILE_K;                                                   \
  const INDEX step_place = step_k + B_SLOT_K(0);                                          \
  const INDEX step_row = BEGIN_ROW(step_place) + tile_tap_row;                            \
  const INDEX step_column = BEGIN_COLUMN(step_place) + tile_tap_column;                   \
  const bool step_inside = step_place < K && WITHIN(step_row, step_column);               \
  GLOBAL const float *step_source = b_part + step_place / GRID * INPUT_IMAGE              \
      + step_row * INPUT_W + step_column - tile_tap * CHANNELS * INPUT_PLANE
#define B_SOURCE(slot, k, column) (step_source + (column) * INPUT_PLANE)
#define B_INSIDE(slot, k, column) step_inside
#define B_FOURS 0
#else
#define B_SOURCE(slot, k, column)                                                         \
  (b_part + (k) / GRID * INPUT_IMAGE + (column) / TAPS * INPUT_PLANE                      \
      + (BEGIN_ROW(k) + TAP_ROW(column)) * INPUT_W + BEGIN_COLUMN(k) + TAP_COLUMN(column))
#define B_INSIDE(slot, k, column)                                                         \
  ((column) < N && (k) < K                                                                \
      && WITHIN(BEGIN_ROW(k) + TAP_ROW(column), BEGIN_COLUMN(k) + TAP_COLUMN(column)))
#define B_FOURS 0
#endif
#ifndef BEGIN_STEP
#define BEGIN_STEP(step) const INDEX step_k = (step) * TILE_K
#endif

#define C_TARGET(row, column)                                  \
  (c + GROUP_ID(1) * C_SPLIT + (group * M + (row)) * N         \
      + (TAP_MAJOR ? (column) % CHANNELS * TAPS + (column) / CHANNELS : (column)))
#define C_PIECES (!TAP_MAJOR && N % PIECE == 0 && C_SPLIT % PIECE == 0)
#define ALPHA 1.0f
#define BETA beta

/* For a CPU: an element of the window at all places of the step, row by row of the output. */
#define PACK_COLUMN(target, k_begin, extent, column)                                      \
  const INDEX channel = group * CHANNELS + (column) / TAPS;                               \
  const INDEX plane = step_image * INPUT_IMAGE + channel * INPUT_PLANE;                   \
  const INDEX first = (column) % KERNEL_W * DILATION_X - PAD_X;                           \
  INDEX row = (k_begin) / OUTPUT_W * STRIDE_Y - PAD_Y + TAP_ROW(column);                  \
  INDEX x = (k_begin) % OUTPUT_W;                                                         \
  for (INDEX k = 0; k < (extent);) {                                                      \
    const INDEX left = (extent) - k;                                                      \
    const INDEX length = OUTPUT_W - x < left ? OUTPUT_W - x : left;                       \
    const bool row_inside = row >= 0 && row < INPUT_H;                                    \
    const INDEX begin = x * STRIDE_X + first;                                             \
    if (STRIDE_X == 1) {                                                                  \
      for (INDEX i = 0; i < length; i += ROW_LANES) {                                     \
        const float8 lanes = row_inside                                                   \
            ? load_lanes(b, plane + row * INPUT_W + begin + i, 1,                         \
                lanes_inside(begin + i, 1, INPUT_W), all_inputs)                          \
            : (float8) 0.0f;                                                              \
        vstore8(lanes, 0, (target) + k + i);                                              \
      }                                                                                   \
    } else {                                                                              \
      for (INDEX i = 0; i < length; i++) {                                                \
        const INDEX at = begin + i * STRIDE_X;                                            \
        (target)[k + i] = row_inside && at >= 0 && at < INPUT_W                           \
            ? b[plane + row * INPUT_W + at]                                               \
            : 0.0f;                                                                       \
      }                                                                                   \
    }                                                                                     \
    k += length;                                                                          \
    x = 0;                                                                                \
    row += STRIDE_Y;                                                                      \
  }

KERNEL(convolution_weights)(INPUT(float, a), INPUT(float, b), OUTPUT(float, c), const float beta
    GEOMETRY) {
  BIND_INPUT(float, a);
  BIND_INPUT(float, b);
  BIND_OUTPUT(float, c);
  BEGIN_PRODUCT(group);
  GLOBAL const float *a_part = a + group * M * GRID;
  GLOBAL const float *b_part = b + group * CHANNELS * INPUT_PLANE;
#if PRODUCT == 3
  const INDEX all_inputs = STEPS / STEPS_OF_SUM * INPUT_IMAGE;
#endif
#if TAP_MAJOR
  const INDEX tile_tap = tile_column / CHANNELS;
  const INDEX tile_tap_row = tile_tap / KERNEL_W * DILATION_Y;
  const INDEX tile_tap_column = tile_tap % KERNEL_W * DILATION_X;
#endif
#include "product_loop.h"
#include "product_store.h"
}
