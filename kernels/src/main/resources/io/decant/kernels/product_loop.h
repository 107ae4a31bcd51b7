  /* Sums the products of the steps from first_step until last_step. */
  float sums[ITEM_M][ITEM_N];
#if PRODUCT == 3 && PACKS_COLUMNS
#include "product_cpu_along_k_loop.h"
#elif PRODUCT == 3
#include "product_cpu_loop.h"
#else
#pragma unroll
  for (int i = 0; i < ITEM_M; i++) {
#pragma unroll
    for (int j = 0; j < ITEM_N; j++) {
      sums[i][j] = 0.0f;
    }
  }
#if PRODUCT == 0
#include "product_portable_loop.h"
#elif PRODUCT == 2
#include "product_matrix_loop.h"
#else
#include "product_async_loop.h"
#endif
#endif
