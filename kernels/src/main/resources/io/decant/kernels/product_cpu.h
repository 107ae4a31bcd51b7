/*
 * Products on a CPU: a group is one item, which computes its tile in blocks of BLOCK_M rows and two
 * vectors of columns that stay in registers. Factor b is copied to local memory, a is too where
 * A_PACKED, else it is read in place, neighbours along k A_STRIDE_K elements apart.
 */
#define BLOCK_M 8
#define BLOCK_N 32
#define TILE_ROW(i) (i)
#define TILE_COLUMN(j) (j)
#define PIECE 1

FUNCTION void multiply_block(GLOBAL const float *a0, GLOBAL const float *a1, GLOBAL const float *a2,
    GLOBAL const float *a3, GLOBAL const float *a4, GLOBAL const float *a5, GLOBAL const float *a6,
    GLOBAL const float *a7, const INDEX a_stride, LOCAL_POINTER(const float) b, const INDEX extent,
    const bool add, float *sums) {
  float16 left[BLOCK_M];
  float16 right[BLOCK_M];
  for (int r = 0; r < BLOCK_M; r++) {
    left[r] = add ? vload16(0, sums + r * TILE_N) : (float16) 0.0f;
    right[r] = add ? vload16(0, sums + r * TILE_N + 16) : (float16) 0.0f;
  }
#define ROW(r, pointer)                                   \
  {                                                       \
    const float16 factor = (float16) pointer[k * a_stride]; \
    left[r] = fma(factor, b_left, left[r]);               \
    right[r] = fma(factor, b_right, right[r]);            \
  }
  for (INDEX k = 0; k < extent; k++) {
    const float16 b_left = vload16(0, b + k * TILE_N);
    const float16 b_right = vload16(0, b + k * TILE_N + 16);
    ROW(0, a0)
    ROW(1, a1)
    ROW(2, a2)
    ROW(3, a3)
    ROW(4, a4)
    ROW(5, a5)
    ROW(6, a6)
    ROW(7, a7)
  }
  for (int r = 0; r < BLOCK_M; r++) {
    vstore16(left[r], 0, sums + r * TILE_N);
    vstore16(right[r], 0, sums + r * TILE_N + 16);
  }
}
