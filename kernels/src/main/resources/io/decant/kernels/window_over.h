/* The windows that cover some of run neighbouring elements of a row of the input: those from first to last
   on each axis, in rows along the last one. */

/* Finds them for the run at `at`, starts o at the first, and returns how many rows they have. */
FUNCTION INDEX windows_over(
    const INDEX *at, const INDEX run, const INDEX *window, const INDEX *pad, const INDEX *dilation,
    const INDEX *output, const INDEX *step, const UINT32 *step_multiplier, const UINT32 *step_shift,
    INDEX *first, INDEX *last, INDEX *o) {
  INDEX rows = 1;
  for (int axis = 0; axis < RANK; axis++) {
    const INDEX end = at[axis] + pad[axis] + (axis == LAST_AXIS ? run - 1 : 0);
    const INDEX begin = at[axis] + pad[axis] - (window[axis] - 1) * dilation[axis] + step[axis] - 1;
    const INDEX over = AXIS_QUOTIENT(end, step, axis);
    first[axis] = AXIS_QUOTIENT(begin < 0 ? 0 : begin, step, axis);
    last[axis] = over < output[axis] ? over : output[axis] - 1;
    o[axis] = first[axis];
    if (axis < LAST_AXIS) {
      rows *= last[axis] < first[axis] ? 0 : last[axis] - first[axis] + 1;
    }
  }
  return rows;
}

#define WINDOWS_OVER(at, run, window, pad, dilation, output, step, first, last, o)          \
  windows_over(at, run, window, pad, dilation, output, step, step##_multiplier, step##_shift, \
      first, last, o)

/* Moves to the next row of windows. */
FUNCTION void next_window_row(INDEX *o, const INDEX *first, const INDEX *last) {
  INDEX carry = 1;
  for (int axis = LAST_AXIS - 1; axis >= 0; axis--) {
    const INDEX next = o[axis] + carry;
    carry = next > last[axis];
    o[axis] = carry ? first[axis] : next;
  }
}
