#define MAP_SCALE_SHIFT 0 /* x * scale + shift */
#define MAP_NORMALISE 1 /* h = (x - mean) / sqrt(variance + eps) */
#define MAP_NORMALISE_BACKWARD 2 /* (x - (first + second * y)) / sqrt(variance + eps) */
#define MAP_BATCH_NORM 3 /* h * scale + shift + y, rectified */
#define MAP_BATCH_NORM_BACKWARD 4 /* its gradient where x is that of the result, and y the input */

FUNCTION float map_element(const float x, const float y, const channel_numbers numbers) {
  if (MAP == MAP_SCALE_SHIFT) {
    return scale_shift(x, numbers);
  }
  if (MAP == MAP_NORMALISE) {
    return normalise(x, numbers);
  }
  if (MAP == MAP_NORMALISE_BACKWARD) {
    return (x - (numbers.first + numbers.second * y)) * numbers.factor;
  }
  if (MAP == MAP_BATCH_NORM) {
    const float scaled = scale_shift(normalise(x, numbers), numbers);
    const float sum = ADDED ? scaled + y : scaled;
    return RECTIFIED && !(sum > 0.0f) ? 0.0f * sum : sum;
  }
  const float h = normalise(y, numbers);
  const float g = RECTIFIED ? rectified_gradient(x, scale_shift(h, numbers)) : x;
  return (g - (numbers.first + numbers.second * h)) * (numbers.factor * numbers.scale);
}
