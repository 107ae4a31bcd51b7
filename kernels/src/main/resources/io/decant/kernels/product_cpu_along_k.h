/*
 * Products on a CPU where neighbours along k lie side by side in both factors: a group is one item,
 * which computes its tile in blocks of 4 x 4 elements. Each element is a vector of sums along k in a
 * register until the step ends. Factor b is copied to local memory, a column's TILE_K numbers side by
 * side and zeros behind its last up to a whole vector; a is read in place, but for the part of each
 * row that fills no vector, which is copied, too.
 */
#define BLOCK 4
#define LANES 16
#define TILE_ROW(i) (i)
#define TILE_COLUMN(j) (j)
#define PIECE 1

/* Adds up the elements of four vectors. */
FUNCTION float4 sums_of_lanes(
    const float16 a, const float16 b, const float16 c, const float16 d) {
  const float8 a8 = a.lo + a.hi;
  const float8 b8 = b.lo + b.hi;
  const float8 c8 = c.lo + c.hi;
  const float8 d8 = d.lo + d.hi;
  const float4 a4 = a8.lo + a8.hi;
  const float4 b4 = b8.lo + b8.hi;
  const float4 c4 = c8.lo + c8.hi;
  const float4 d4 = d8.lo + d8.hi;
  const float4 ab = (float4) (a4.lo + a4.hi, b4.lo + b4.hi);
  const float4 cd = (float4) (c4.lo + c4.hi, d4.lo + d4.hi);
  return (float4) (ab.even + ab.odd, cd.even + cd.odd);
}

#define MULTIPLY_VECTORS(a_row0, a_row1, a_row2, a_row3, b_first)    \
  {                                                                  \
    const float16 b0 = vload16(0, b_first);                          \
    const float16 b1 = vload16(0, b_first + TILE_K);                 \
    const float16 b2 = vload16(0, b_first + 2 * TILE_K);             \
    const float16 b3 = vload16(0, b_first + 3 * TILE_K);             \
    MULTIPLY_ROW(0, a_row0)                                          \
    MULTIPLY_ROW(1, a_row1)                                          \
    MULTIPLY_ROW(2, a_row2)                                          \
    MULTIPLY_ROW(3, a_row3)                                          \
  }

#define MULTIPLY_ROW(r, a_row)                                       \
  {                                                                  \
    const float16 factor = vload16(0, a_row);                        \
    s##r##0 = fma(factor, b0, s##r##0);                              \
    s##r##1 = fma(factor, b1, s##r##1);                              \
    s##r##2 = fma(factor, b2, s##r##2);                              \
    s##r##3 = fma(factor, b3, s##r##3);                              \
  }

#define DECLARE_ROW(r)                                               \
  float16 s##r##0 = (float16) 0.0f;                                  \
  float16 s##r##1 = (float16) 0.0f;                                  \
  float16 s##r##2 = (float16) 0.0f;                                  \
  float16 s##r##3 = (float16) 0.0f;

#define ADD_ROW(r)                                                   \
  {                                                                  \
    float *row = sums + r * TILE_N;                                  \
    vstore4(vload4(0, row) + sums_of_lanes(s##r##0, s##r##1, s##r##2, s##r##3), 0, row); \
  }

/* Adds a block's products of a step to its sums; a_rest is the copied part of the block's rows. */
FUNCTION void multiply_block(GLOBAL const float *a0, GLOBAL const float *a1, GLOBAL const float *a2,
    GLOBAL const float *a3, LOCAL_POINTER(const float) a_rest, LOCAL_POINTER(const float) b,
    const INDEX extent, float *sums) {
  DECLARE_ROW(0)
  DECLARE_ROW(1)
  DECLARE_ROW(2)
  DECLARE_ROW(3)
  INDEX k = 0;
  for (; k + LANES <= extent; k += LANES) {
    MULTIPLY_VECTORS(a0 + k, a1 + k, a2 + k, a3 + k, b + k)
  }
  if (k < extent) {
    MULTIPLY_VECTORS(a_rest, a_rest + LANES, a_rest + 2 * LANES, a_rest + 3 * LANES, b + k)
  }
  ADD_ROW(0)
  ADD_ROW(1)
  ADD_ROW(2)
  ADD_ROW(3)
}
