/* A work item computes RUN elements, STEP apart. On a CPU these are neighbours, and the compiler
   makes vectors of the loops over them; elsewhere neighbouring work items take neighbours. */
#define FIRST_OF_RUN()                                             \
  (STEP == 1 ? (GROUP_ID(0) * GROUP_X + LOCAL_ID(0)) * RUN         \
             : GROUP_ID(0) * (GROUP_X * RUN) + LOCAL_ID(0))

/* Returns whether all elements of the run from first on are among count. */
FUNCTION int is_whole_run(const INDEX first, const INDEX count) {
  return first + (RUN - 1) * STEP < count;
}

FUNCTION void load_run(
    GLOBAL const float *x, float *values, const INDEX first, const INDEX count) {
  if (is_whole_run(first, count)) {
    for (int k = 0; k < RUN; k++) {
      values[k] = x[first + k * STEP];
    }
  } else {
    for (int k = 0; k < RUN; k++) {
      values[k] = first + k * STEP < count ? x[first + k * STEP] : 0.0f;
    }
  }
}

FUNCTION void store_run(
    GLOBAL float *y, const float *values, const INDEX first, const INDEX count) {
  if (is_whole_run(first, count)) {
    for (int k = 0; k < RUN; k++) {
      y[first + k * STEP] = values[k];
    }
  } else {
    for (int k = 0; k < RUN; k++) {
      if (first + k * STEP < count) {
        y[first + k * STEP] = values[k];
      }
    }
  }
}
