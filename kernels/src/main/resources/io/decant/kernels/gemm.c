#define A_ALONG_K (!A_TRANSPOSED)
#define B_ALONG_K B_TRANSPOSED
#define PACKS_COLUMNS 0
#include "product.h"
#include "tile_order.h"

#define A_SOURCE(row, k) (a_part + (A_TRANSPOSED ? (k) * A_ROW + (row) : (row) * A_ROW + (k)))
#define A_INSIDE(row, k) ((row) < M && (k) < K)
#define A_FOURS ((A_TRANSPOSED ? M : K) % 4 == 0 && A_ROW % 4 == 0 && A_BATCH % 4 == 0 && a_aligned)
#define B_SOURCE(slot, k, column) \
  (b_part + (B_TRANSPOSED ? (column) * B_ROW + (k) : (k) * B_ROW + (column)))
#define B_INSIDE(slot, k, column) ((column) < N && (k) < K)
#define B_FOURS ((B_TRANSPOSED ? K : N) % 4 == 0 && B_ROW % 4 == 0 && B_BATCH % 4 == 0 && b_aligned)

#define C_TARGET(row, column) \
  (c + batch * C_BATCH + GROUP_ID(1) * C_SPLIT + (row) * C_ROW + (column))
#define C_PIECES \
  (N % PIECE == 0 && C_ROW % PIECE == 0 && C_BATCH % PIECE == 0 && C_SPLIT % PIECE == 0)
#define ALPHA alpha
#define BETA beta

/* For a CPU: what a is read by, and how a step of b is copied. */
#define A_STRIDE_K (A_TRANSPOSED ? A_ROW : 1)
#define PACK_B(target, k_begin, extent, column_begin, columns) \
  pack(target, B_SOURCE(0, k_begin, column_begin), B_ROW, extent, columns)

#if PRODUCT == 3
FUNCTION void pack(LOCAL_POINTER(float) target, GLOBAL const float *b, const INDEX b_row,
    const INDEX extent, const INDEX columns) {
  for (INDEX j = 0; j < columns; j += 16) {
    if (!B_TRANSPOSED && j + 16 <= columns) {
      for (INDEX k = 0; k < extent; k++) {
        vstore16(vload16(0, b + k * b_row + j), 0, target + k * TILE_N + j);
      }
    } else {
      for (INDEX column = j; column < j + 16; column++) {
        for (INDEX k = 0; k < extent; k++) {
          target[k * TILE_N + column] =
              column < columns ? b[B_TRANSPOSED ? column * b_row + k : k * b_row + column] : 0.0f;
        }
      }
    }
  }
  if (columns % BLOCK_N != 0 && columns % BLOCK_N <= 16) {
    const INDEX rest = columns - columns % BLOCK_N + 16;
    for (INDEX k = 0; k < extent; k++) {
      vstore16((float16) 0.0f, 0, target + k * TILE_N + rest);
    }
  }
}
#endif

/* Where products are summed over batches, a batch is a further range of steps. */
#if SUM_BATCHES
#define BEGIN_STEP(step) \
  const INDEX step_batch = (step) / STEPS_OF_BATCH; \
  const INDEX step_k = ((step) - step_batch * STEPS_OF_BATCH) * TILE_K; \
  GLOBAL const float *a_part = a + step_batch * A_BATCH; \
  GLOBAL const float *b_part = b + step_batch * B_BATCH
#else
#define BEGIN_STEP(step) \
  const INDEX step_k = (step) * TILE_K; \
  GLOBAL const float *a_part = a + batch * A_BATCH; \
  GLOBAL const float *b_part = b + batch * B_BATCH
#endif

KERNEL(gemm)(INPUT(float, a), INPUT(float, b), OUTPUT(float, c), const float alpha, const float beta
    GEOMETRY) {
  BIND_INPUT(float, a);
  BIND_INPUT(float, b);
  BIND_OUTPUT(float, c);
  BEGIN_PRODUCT(batch);
#include "product_loop.h"
#include "product_store.h"
}
