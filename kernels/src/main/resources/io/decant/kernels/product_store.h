  /*
   * Stores an item's sums, times ALPHA and plus BETA times what is there, at C_TARGET(row, column): in
   * pieces of PIECE neighbours where C_PIECES says that rows have whole ones and c is aligned.
   */
#define RESULT(j, old) (BETA == 0.0f ? ALPHA * sums[i][j] : ALPHA * sums[i][j] + BETA * (old))
  const bool pieces = PIECE > 1 && C_PIECES && (((UINT64) c) & (4 * PIECE - 1)) == 0;
#pragma unroll UNROLLED
  for (int i = 0; i < ITEM_M; i++) {
    const INDEX row = tile_row + TILE_ROW(i);
    if (row < M) {
#pragma unroll UNROLLED
      for (int j = 0; j < ITEM_N; j++) {
        const INDEX column = tile_column + TILE_COLUMN(j);
        if (column < N && (!pieces || j % PIECE == 0)) {
          GLOBAL float *target = C_TARGET(row, column);
#if PIECE == 4
          if (pieces) {
            float4 four;
            if (BETA != 0.0f) {
              four = GLOBAL_FLOAT4(target);
            }
            four.x = RESULT(j, four.x);
            four.y = RESULT(j / 4 * 4 + 1, four.y);
            four.z = RESULT(j / 4 * 4 + 2, four.z);
            four.w = RESULT(j / 4 * 4 + 3, four.w);
            GLOBAL_FLOAT4(target) = four;
          } else {
            *target = RESULT(j, *target);
          }
#elif PIECE == 2
          if (pieces) {
            float2 two;
            if (BETA != 0.0f) {
              two = GLOBAL_FLOAT2(target);
            }
            two.x = RESULT(j, two.x);
            two.y = RESULT(j / 2 * 2 + 1, two.y);
            GLOBAL_FLOAT2(target) = two;
          } else {
            *target = RESULT(j, *target);
          }
#else
          *target = RESULT(j, *target);
#endif
        }
      }
    }
  }
