/* What is folded over a channel into two numbers, first and second. */
#define FOLD_SUM 0 /* x */
#define FOLD_DOT 1 /* x * y */
#define FOLD_RELU 2 /* x where y is positive, which is kept in z */
#define FOLD_BOTH 3 /* x; x * y */
#define FOLD_BATCH_NORM 4 /* g; g * h, of the gradient x of what y was normalised to */
#define FOLD_MOMENTS 5 /* the mean; squared distances from it */

/* Takes element j into a work item's sums. Moments collect distances from a pivot near the mean, so
   that little cancels. */
FUNCTION void fold_element(
    float *first, float *second, GLOBAL const float *x, GLOBAL const float *y, GLOBAL float *z,
    const INDEX j, const float pivot, const channel_numbers numbers) {
  if (FOLD == FOLD_SUM) {
    *first += x[j];
  } else if (FOLD == FOLD_DOT) {
    *first = MULTIPLY_ADD(x[j], y[j], *first);
  } else if (FOLD == FOLD_RELU) {
    const float g = rectified_gradient(x[j], y[j]);
    z[j] = g;
    *first += g;
  } else if (FOLD == FOLD_BOTH) {
    const float both = x[j];
    *first += both;
    *second = MULTIPLY_ADD(both, y[j], *second);
  } else if (FOLD == FOLD_BATCH_NORM) {
    const float h = normalise(y[j], numbers);
    const float g = RECTIFIED ? rectified_gradient(x[j], scale_shift(h, numbers)) : x[j];
    *first += g;
    *second = MULTIPLY_ADD(g, h, *second);
  } else {
    const float distance = x[j] - pivot;
    *first += distance;
    *second = MULTIPLY_ADD(distance, distance, *second);
  }
}

/* Returns a number of which moments are collected, from an element of the channel. */
FUNCTION float fold_pivot(const float x) {
  return fabs(x) < INFINITY ? x : 0.0f;
}

/* Leaves what a part of count elements of a channel was folded into. */
FUNCTION void store_state(
    GLOBAL float *state, const float first, const float second, const INDEX count,
    const float pivot) {
  if (FOLD == FOLD_MOMENTS && count > 0) {
    const float offset = first / count;
    const float squares = second - offset * first;
    state[0] = pivot + offset;
    state[1] = squares < 0.0f ? 0.0f : squares;
  } else {
    state[0] = first;
    state[1] = second;
  }
}
