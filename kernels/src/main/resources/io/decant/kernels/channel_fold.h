/* What is folded over a channel into two numbers, first and second. */
#define FOLD_SUM 0 /* x */
#define FOLD_DOT 1 /* x * y */
#define FOLD_BOTH 2 /* x; x * y */
#define FOLD_MOMENTS 3 /* the mean; squared distances from it */

/* Takes an element into a work item's sums. Moments collect distances from a pivot near the mean,
   so that little cancels. */
FUNCTION void fold_element(
    float *first, float *second, const float x, const float y, const float pivot) {
  if (FOLD == FOLD_SUM) {
    *first += x;
  } else if (FOLD == FOLD_DOT) {
    *first = MULTIPLY_ADD(x, y, *first);
  } else if (FOLD == FOLD_BOTH) {
    *first += x;
    *second = MULTIPLY_ADD(x, y, *second);
  } else {
    const float distance = x - pivot;
    *first += distance;
    *second = MULTIPLY_ADD(distance, distance, *second);
  }
}
