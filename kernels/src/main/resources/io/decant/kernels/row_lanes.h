/* For a CPU: vectors of 8 neighbours in a row. */
#define ROW_LANES 8

/* Returns which of the elements first, first + step, and so on a row of width elements has. */
FUNCTION int8 lanes_inside(const INDEX first, const INDEX step, const INDEX width) {
  const int8 element = (int8) (0, 1, 2, 3, 4, 5, 6, 7) * (int8) (int) step + (int8) (int) first;
  return (element >= 0) & (element < (int8) (int) width);
}

/* Returns the elements of x at `at`, at + step, and so on, 0 for those that are not inside. Any of the
   count elements of x may be read. */
FUNCTION float8 load_lanes(GLOBAL const float *x, const INDEX at, const INDEX step,
    const int8 inside, const INDEX count) {
  if (step == 1 && at >= 0 && at + ROW_LANES <= count) {
    return inside ? vload8(0, x + at) : (float8) 0.0f;
  }
  if (step == 2 && at >= 0 && at + 2 * ROW_LANES <= count) {
    const float16 both = vload16(0, x + at);
    return inside ? both.even : (float8) 0.0f;
  }
  int some[ROW_LANES];
  float lanes[ROW_LANES];
  vstore8(inside, 0, some);
  for (INDEX i = 0; i < ROW_LANES; i++) {
    lanes[i] = some[i] ? x[at + i * step] : 0.0f;
  }
  return vload8(0, lanes);
}
