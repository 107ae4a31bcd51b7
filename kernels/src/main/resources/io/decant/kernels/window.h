/* Sliding windows over RANK axes. The last axis is the inner loop; the others are its rows. */
#define LAST_AXIS (RANK - 1)

/* Takes a row apart into its positions on the axes before the last, and returns what is left. */
FUNCTION INDEX unfold_row(
    const INDEX row, const INDEX *extent, const UINT32 *extent_multiplier,
    const UINT32 *extent_shift, INDEX *position) {
  INDEX rest = row;
  for (int axis = LAST_AXIS - 1; axis >= 0; axis--) {
    const INDEX next = AXIS_QUOTIENT(rest, extent, axis);
    position[axis] = rest - next * extent[axis];
    rest = next;
  }
  return rest;
}

/* Returns the row of the input that lies under position k of the window at output o, or -1. */
FUNCTION INDEX input_row(
    const INDEX *o, const INDEX *k, const INDEX *step, const INDEX *pad, const INDEX *dilation,
    const INDEX *input) {
  INDEX row = 0;
  int inside = 1;
  for (int axis = 0; axis < LAST_AXIS; axis++) {
    const INDEX at = o[axis] * step[axis] - pad[axis] + k[axis] * dilation[axis];
    inside = inside && at >= 0 && at < input[axis];
    row = row * input[axis] + at;
  }
  return inside ? row : -1;
}

/* Moves to the next row of the window. */
FUNCTION void next_row(INDEX *k, const INDEX *window) {
  INDEX carry = 1;
  for (int axis = LAST_AXIS - 1; axis >= 0; axis--) {
    const INDEX next = k[axis] + carry;
    carry = next == window[axis];
    k[axis] = carry ? 0 : next;
  }
}
