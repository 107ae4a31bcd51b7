/* Returns the place that an index names, or -1 where it is not in 0 until size. */
FUNCTION INDEX place_of(const float index, const INDEX size) {
  const float limit = sizeof(INDEX) == 4 ? 2147483648.0f : 9223372036854775808.0f;
  if (index >= 0.0f && index < limit) {
    const INDEX place = (INDEX) index;
    return place < size ? place : -1;
  }
  return -1;
}
