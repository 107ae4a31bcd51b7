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
#define PIECE 2

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

/*
 * Where an item reads four neighbours along k from. Rows 8 apart lie at a constant distance, or, in
 * rows of constant k, at one of four rotations; so that addresses are sums of few and constants.
 */
#define QUARTER (LANE % 4)
#define ROTATED_FOUR ((QUARTER ^ (LANE >> 3 & 3)) * 4)
#if A_ALONG_K
#define A_BASE(b) ((WARP_ROW + LANE / 4) * TILE_K + ROTATED_FOUR)
#else
#define A_BASE(b) (QUARTER * 4 * TILE_M + WARP_ROW + LANE / 4 + (((b) ^ QUARTER) << 3))
#endif
#if B_ALONG_K
#define B_BASE(b) ((WARP_COLUMN + LANE / 4) * TILE_K + ROTATED_FOUR)
#else
#define B_BASE(b) (QUARTER * 4 * TILE_N + WARP_COLUMN + LANE / 4 + (((b) ^ QUARTER) << 3))
#endif

#define READ_FOUR(four, along_k, base, i, extent)                                                \
  if (along_k) {                                                                                 \
    const float4 read = LOCAL_FLOAT4(base[0] + (i) * 8 * TILE_K);                                 \
    four[0] = ROUNDED(read.x);                                                                   \
    four[1] = ROUNDED(read.y);                                                                   \
    four[2] = ROUNDED(read.z);                                                                   \
    four[3] = ROUNDED(read.w);                                                                   \
  } else {                                                                                       \
    LOCAL_POINTER(const float) place = base[(i) % 4] + (i) / 4 * 32;                              \
    four[0] = ROUNDED(place[0]);                                                                 \
    four[1] = ROUNDED(place[extent]);                                                            \
    four[2] = ROUNDED(place[2 * (extent)]);                                                      \
    four[3] = ROUNDED(place[3 * (extent)]);                                                      \
  }

/* Reads an item's factors of a step: all of a, half of b, from a block of 8 columns on. */
FUNCTION void read_a(LOCAL_POINTER(const float) a_tile, const int item, UINT32 a_item[ITEM_M][4]) {
  LOCAL_POINTER(const float) base[4];
#pragma unroll
  for (int b = 0; b < 4; b++) {
    base[b] = a_tile + A_BASE(b);
  }
#pragma unroll
  for (int i = 0; i < ITEM_M; i++) {
    READ_FOUR(a_item[i], A_ALONG_K, base, i, TILE_M)
  }
}

FUNCTION void read_b(LOCAL_POINTER(const float) b_tile, const int item, const int first,
    UINT32 b_item[ITEM_N / 4][4]) {
  LOCAL_POINTER(const float) base[4];
#pragma unroll
  for (int b = 0; b < 4; b++) {
    base[b] = b_tile + B_BASE(b);
  }
#pragma unroll
  for (int j = 0; j < ITEM_N / 4; j++) {
    READ_FOUR(b_item[j], B_ALONG_K, base, first + j, TILE_N)
  }
}

/* Adds the products of a step and half of the columns, from the first on. */
FUNCTION void multiply(UINT32 a_item[ITEM_M][4], UINT32 b_item[ITEM_N / 4][4],
    float sums[ITEM_M][ITEM_N], const int first) {
#pragma unroll
  for (int pair = 0; pair < 4; pair += 2) {
#pragma unroll
    for (int j = 0; j < ITEM_N / 2; j += 2) {
#pragma unroll
      for (int i = 0; i < ITEM_M; i += 2) {
        MULTIPLY_16X8X8(sums[i][first + j], sums[i][first + j + 1], sums[i + 1][first + j],
            sums[i + 1][first + j + 1], a_item[i][pair], a_item[i + 1][pair], a_item[i][pair + 1],
            a_item[i + 1][pair + 1], b_item[j / 2][pair], b_item[j / 2][pair + 1]);
      }
    }
  }
}
