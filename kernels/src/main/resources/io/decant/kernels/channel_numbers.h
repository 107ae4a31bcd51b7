/* What the elements of a channel are changed by. A kernel is given all of it and looks at what its
   function has; for the rest it is given any buffer. */
#define CHANNEL_INPUTS                                                                    \
  INPUT(float, mean), INPUT(float, variance), INPUT(float, scale), INPUT(float, shift), \
      INPUT(float, first_mean), INPUT(float, second_mean)

#define BIND_CHANNEL_INPUTS      \
  BIND_INPUT(float, mean);       \
  BIND_INPUT(float, variance);   \
  BIND_INPUT(float, scale);      \
  BIND_INPUT(float, shift);      \
  BIND_INPUT(float, first_mean); \
  BIND_INPUT(float, second_mean)

typedef struct {
  float mean;
  float factor; /* 1 / sqrt(variance + eps) */
  float scale;
  float shift;
  float first;
  float second;
} channel_numbers;

FUNCTION channel_numbers load_numbers(
    GLOBAL const float *mean, GLOBAL const float *variance, GLOBAL const float *scale,
    GLOBAL const float *shift, GLOBAL const float *first_mean, GLOBAL const float *second_mean,
    const float eps, const INDEX channel) {
  channel_numbers numbers;
  numbers.mean = CENTRED ? mean[channel] : 0.0f;
  numbers.factor = NORMALISED ? 1.0f / sqrt(variance[channel] + eps) : 1.0f;
  numbers.scale = SCALED ? scale[channel] : 1.0f;
  numbers.shift = SCALED ? shift[channel] : 0.0f;
  numbers.first = FOLDED ? first_mean[channel] : 0.0f;
  numbers.second = FOLDED ? second_mean[channel] : 0.0f;
  return numbers;
}

#define LOAD_NUMBERS(channel) \
  load_numbers(mean, variance, scale, shift, first_mean, second_mean, eps, channel)

/* Returns (x - mean) / sqrt(variance + eps). */
FUNCTION float normalise(const float x, const channel_numbers numbers) {
  return (x - numbers.mean) * numbers.factor;
}

/* Returns a normalised element times the scale plus the shift. */
FUNCTION float scale_shift(const float x, const channel_numbers numbers) {
  return SCALED ? x * numbers.scale + numbers.shift : x;
}

/* Returns the part of a gradient that a rectifier of s, its input or its output, lets through. */
FUNCTION float rectified_gradient(const float dy, const float s) {
  return dy * (s > 0.0f ? 1.0f : 0.0f);
}
