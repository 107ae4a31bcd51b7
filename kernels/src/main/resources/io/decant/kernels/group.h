/* Work items of a group together. Shared memory has a float for each work item. */
#define GROUP_SIZE (GROUP_X * GROUP_Y * GROUP_Z)

/* Returns the number of this work item in a group of two axes. */
#define GROUP_ITEM (LOCAL_ID(1) * GROUP_X + LOCAL_ID(0))

/* Returns the sum over the work items whose numbers differ by multiples of columns, a power of two:
   1 for the whole group, GROUP_X for those along axis 1. Pairwise, always in the same order. */
FUNCTION float group_sum(LOCAL_POINTER(float) shared, const float value, const int columns) {
  const int item = GROUP_ITEM;
  shared[item] = value;
  BARRIER();
  for (int width = GROUP_SIZE / 2; width >= columns; width /= 2) {
    if (item < width) {
      shared[item] += shared[item + width];
    }
    BARRIER();
  }
  const float sum = shared[item % columns];
  BARRIER();
  return sum;
}

/* Returns the largest value of the same work items; NaN only where all are. */
FUNCTION float group_max(LOCAL_POINTER(float) shared, const float value, const int columns) {
  const int item = GROUP_ITEM;
  shared[item] = value;
  BARRIER();
  for (int width = GROUP_SIZE / 2; width >= columns; width /= 2) {
    if (item < width) {
      shared[item] = fmax(shared[item], shared[item + width]);
    }
    BARRIER();
  }
  const float largest = shared[item % columns];
  BARRIER();
  return largest;
}
