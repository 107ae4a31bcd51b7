  LOCAL float16 b_vectors[TILE_K * TILE_N / 16];
  LOCAL_POINTER(float) b_tile = (LOCAL_POINTER(float)) b_vectors;
  const INDEX rows = M - tile_row < TILE_M ? M - tile_row : TILE_M;
  const INDEX columns = N - tile_column < TILE_N ? N - tile_column : TILE_N;
  if (first_step >= last_step) {
    for (int i = 0; i < TILE_M; i++) {
      for (int j = 0; j < TILE_N; j++) {
        sums[i][j] = 0.0f;
      }
    }
  }
  for (INDEX step = first_step; step < last_step; step++) {
    BEGIN_STEP(step);
    const INDEX extent = K - step_k < TILE_K ? K - step_k : TILE_K;
    PACK_B(b_tile, step_k, extent, tile_column, columns);
    for (INDEX row = 0; row < rows; row += BLOCK_M) {
#define A_POINTER(r) A_SOURCE(tile_row + (row + r < rows ? row + r : rows - 1), step_k)
      for (INDEX column = 0; column < columns; column += BLOCK_N) {
        multiply_block(A_POINTER(0), A_POINTER(1), A_POINTER(2), A_POINTER(3), A_POINTER(4),
            A_POINTER(5), A_POINTER(6), A_POINTER(7), A_STRIDE_K, b_tile + column, extent,
            step > first_step, &sums[row][column]);
      }
    }
  }
