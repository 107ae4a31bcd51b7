/* Products in registers: an item reads rows and columns in vectors of 4 from local memory. */
#define ITEMS_N (TILE_N / ITEM_N)
#define ITEMS_M (TILE_M / ITEM_M)

/* Items of a warp form a square, so that they share what they read. */
#if TILE_N / ITEM_N >= 8 && TILE_M / ITEM_M >= 4
#define ITEM_X ((item & 7) | ((item >> 5) % (ITEMS_N / 8)) << 3)
#define ITEM_Y ((item >> 3 & 3) | ((item >> 5) / (ITEMS_N / 8)) << 2)
#else
#define ITEM_X (item % ITEMS_N)
#define ITEM_Y (item / ITEMS_N)
#endif
#define TILE_ROW(i) (ITEM_Y * 4 + (i) / 4 * (TILE_M * 4 / ITEM_M) + (i) % 4)
#define TILE_COLUMN(j) (ITEM_X * 4 + (j) / 4 * (TILE_N * 4 / ITEM_N) + (j) % 4)
#define PIECE 4

/* Local memory has rows of constant k. */
#define A_PITCH (TILE_M + 4)
#define B_PITCH (TILE_N + 4)
#define A_STAGE (TILE_K * A_PITCH)
#define B_STAGE (TILE_K * B_PITCH)
#define A_PLACE(row, k) ((k) * A_PITCH + (row))
#define B_PLACE(k, column) ((k) * B_PITCH + (column))
#define A_PLACES_FOURS (!A_ALONG_K)
#define B_PLACES_FOURS (!B_ALONG_K)

FUNCTION void multiply_step(LOCAL_POINTER(const float) a_tile, LOCAL_POINTER(const float) b_tile,
    const int item, float sums[ITEM_M][ITEM_N]) {
#pragma unroll
  for (int k = 0; k < TILE_K; k++) {
    float a_item[ITEM_M];
    float b_item[ITEM_N];
#pragma unroll
    for (int i = 0; i < ITEM_M; i += 4) {
      const float4 four = LOCAL_FLOAT4(&a_tile[A_PLACE(TILE_ROW(i), k)]);
      a_item[i] = four.x;
      a_item[i + 1] = four.y;
      a_item[i + 2] = four.z;
      a_item[i + 3] = four.w;
    }
#pragma unroll
    for (int j = 0; j < ITEM_N; j += 4) {
      const float4 four = LOCAL_FLOAT4(&b_tile[B_PLACE(k, TILE_COLUMN(j))]);
      b_item[j] = four.x;
      b_item[j + 1] = four.y;
      b_item[j + 2] = four.z;
      b_item[j + 3] = four.w;
    }
#pragma unroll
    for (int i = 0; i < ITEM_M; i++) {
#pragma unroll
      for (int j = 0; j < ITEM_N; j++) {
        sums[i][j] = MULTIPLY_ADD(a_item[i], b_item[j], sums[i][j]);
      }
    }
  }
}
