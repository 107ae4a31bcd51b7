  /* What is copied may reach beyond a column, by less than a vector. */
  LOCAL float16 b_vectors[TILE_K * TILE_N / LANES + 1];
  LOCAL float16 a_vectors[TILE_M];
  LOCAL_POINTER(float) b_tile = (LOCAL_POINTER(float)) b_vectors;
  LOCAL_POINTER(float) a_rest = (LOCAL_POINTER(float)) a_vectors;
  const INDEX rows = M - tile_row < TILE_M ? M - tile_row : TILE_M;
  const INDEX columns = N - tile_column < TILE_N ? N - tile_column : TILE_N;
  for (int i = 0; i < TILE_M; i++) {
    for (int j = 0; j < TILE_N; j++) {
      sums[i][j] = 0.0f;
    }
  }
  for (INDEX step = first_step; step < last_step; step++) {
    BEGIN_STEP(step);
    const INDEX extent = K - step_k < TILE_K ? K - step_k : TILE_K;
    const INDEX whole = extent - extent % LANES;
    for (INDEX j = 0; j < columns; j++) {
      LOCAL_POINTER(float) b_column = b_tile + j * TILE_K;
      PACK_COLUMN(b_column, step_k, extent, tile_column + j);
      for (INDEX k = extent; k < extent - 1 + LANES - (extent - 1) % LANES; k++) {
        b_column[k] = 0.0f;
      }
    }
    if (whole < extent) {
      for (INDEX row = 0; row < rows; row++) {
        for (INDEX k = 0; k < LANES; k++) {
          a_rest[row * LANES + k] =
              whole + k < extent ? *A_SOURCE(tile_row + row, step_k + whole + k) : 0.0f;
        }
      }
    }
    for (INDEX row = 0; row < rows; row += BLOCK) {
#define A_POINTER(r) A_SOURCE(tile_row + (row + r < rows ? row + r : rows - 1), step_k)
      for (INDEX column = 0; column < columns; column += BLOCK) {
        multiply_block(A_POINTER(0), A_POINTER(1), A_POINTER(2), A_POINTER(3),
            a_rest + row * LANES, b_tile + column * TILE_K, extent, &sums[row][column]);
      }
    }
  }
