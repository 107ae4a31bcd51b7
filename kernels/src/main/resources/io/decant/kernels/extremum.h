/* The larger and the smaller of two numbers; NaN if either is NaN, unlike fmax and fmin. */
FUNCTION float larger(const float x, const float y) {
  return x > y || x != x ? x : y;
}

FUNCTION float smaller(const float x, const float y) {
  return x < y || x != x ? x : y;
}
