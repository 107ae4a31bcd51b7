/*
 * Products on NVIDIA's matrix units: factors are rounded to 10 bits of mantissa, sums are binary32.
 * A warp computes 8 * ITEM_M x 4 * ITEM_N elements by products of 16 x 8 by 8 x 8. TILE_K is 16; the
 * order of k within a step is permuted, alike for both factors.
 */
#define WARP_M (8 * ITEM_M)
#define WARP_N (4 * ITEM_N)
#define WARP_ROW (item / 32 % (TILE_M / WARP_M) * WARP_M)
#define WARP_COLUMN (item / 32 / (TILE_M / WARP_M) * WARP_N)
#define LANE (item % 32)
#define TILE_ROW(i) (WARP_ROW + (i) * 8 + LANE / 4)
#define TILE_COLUMN(j) (WARP_COLUMN + (j) / 2 * 8 + LANE % 4 * 2 + (j) % 2)

/*
 * Local memory is laid out as memory is: either four neighbours along k of a row, or rows of
 * constant k; rotated, so that banks differ.
 */
#define A_STAGE (TILE_K * TILE_M)
#define B_STAGE (TILE_K * TILE_N)
#define FOUR_AT(row, four) ((row) * TILE_K + (((four) ^ ((row) >> 1 & 3)) * 4))
#if A_ALONG_K
#define A_PLACE(row, k) (FOUR_AT(row, (k) / 4) + (k) % 4)
#else
#define A_PLACE(row, k) ((k) * TILE_M + ((row) ^ (((k) >> 2 & 3) << 3)))
#endif
#if B_ALONG_K
#define B_PLACE(k, column) (FOUR_AT(column, (k) / 4) + (k) % 4)
#else
#define B_PLACE(k, column) ((k) * TILE_N + ((column) ^ (((k) >> 2 & 3) << 3)))
#endif
#define A_PLACES_FOURS 1
#define B_PLACES_FOURS 1

/* Rounds half away from zero: the matrix units cut off what is added here. */
#define ROUNDED(x) (FLOAT_BITS(x) + 0x1000u)

#define MULTIPLY_16X8X8(c0, c1, c2, c3, a0, a1, a2, a3, b0, b1)                                  \
  asm("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, "   \
      "{%8, %9}, {%0, %1, %2, %3};"                                                              \
      : "+f"(c0), "+f"(c1), "+f"(c2), "+f"(c3)                                                    \
      : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1))

#if A_ALONG_K
#define A_FOUR(four, row)                                                                        \
  {                                                                                              \
    const float4 read = LOCAL_FLOAT4(&a_tile[FOUR_AT(row, LANE % 4)]);                            \
    four[0] = ROUNDED(read.x);                                                                   \
    four[1] = ROUNDED(read.y);                                                                   \
    four[2] = ROUNDED(read.z);                                                                   \
    four[3] = ROUNDED(read.w);                                                                   \
  }
#else
#define A_FOUR(four, row)                                                                        \
  {                                                                                              \
    four[0] = ROUNDED(a_tile[A_PLACE(row, LANE % 4 * 4)]);                                        \
    four[1] = ROUNDED(a_tile[A_PLACE(row, LANE % 4 * 4 + 1)]);                                    \
    four[2] = ROUNDED(a_tile[A_PLACE(row, LANE % 4 * 4 + 2)]);                                    \
    four[3] = ROUNDED(a_tile[A_PLACE(row, LANE % 4 * 4 + 3)]);                                    \
  }
#endif
#if B_ALONG_K
#define B_FOUR(four, column)                                                                     \
  {                                                                                              \
    const float4 read = LOCAL_FLOAT4(&b_tile[FOUR_AT(column, LANE % 4)]);                         \
    four[0] = ROUNDED(read.x);                                                                   \
    four[1] = ROUNDED(read.y);                                                                   \
    four[2] = ROUNDED(read.z);                                                                   \
    four[3] = ROUNDED(read.w);                                                                   \
  }
#else
#define B_FOUR(four, column)                                                                     \
  {                                                                                              \
    four[0] = ROUNDED(b_tile[B_PLACE(LANE % 4 * 4, column)]);                                     \
    four[1] = ROUNDED(b_tile[B_PLACE(LANE % 4 * 4 + 1, column)]);                                 \
    four[2] = ROUNDED(b_tile[B_PLACE(LANE % 4 * 4 + 2, column)]);                                 \
    four[3] = ROUNDED(b_tile[B_PLACE(LANE % 4 * 4 + 3, column)]);                                 \
  }
#endif

FUNCTION void multiply_step(LOCAL_POINTER(const float) a_tile, LOCAL_POINTER(const float) b_tile,
    const int item, float sums[ITEM_M][ITEM_N]) {
  UINT32 b_item[ITEM_N / 2][4];
#pragma unroll
  for (int j = 0; j < ITEM_N / 2; j++) {
    B_FOUR(b_item[j], WARP_COLUMN + j * 8 + LANE / 4);
  }
#pragma unroll
  for (int i = 0; i < ITEM_M; i += 2) {
    UINT32 upper[4];
    UINT32 lower[4];
    A_FOUR(upper, TILE_ROW(i));
    A_FOUR(lower, TILE_ROW(i + 1));
#pragma unroll
    for (int j = 0; j < ITEM_N; j += 2) {
      MULTIPLY_16X8X8(sums[i][j], sums[i][j + 1], sums[i + 1][j], sums[i + 1][j + 1], upper[0],
          lower[0], upper[1], lower[1], b_item[j / 2][0], b_item[j / 2][1]);
    }
#pragma unroll
    for (int j = 0; j < ITEM_N; j += 2) {
      MULTIPLY_16X8X8(sums[i][j], sums[i][j + 1], sums[i + 1][j], sums[i + 1][j + 1], upper[2],
          lower[2], upper[3], lower[3], b_item[j / 2][2], b_item[j / 2][3]);
    }
  }
}
