/* Lists with one number for each of RANK axes, made of the geometry's NAME0, NAME1, and so on. */
#define AXIS_LIST(list, NAME) const INDEX list[RANK] = AXES(NAME, )

#define AXIS_DIVISORS(list, NAME)                             \
  AXIS_LIST(list, NAME);                                      \
  const UINT32 list##_multiplier[RANK] = AXES(NAME, _MULTIPLIER); \
  const UINT32 list##_shift[RANK] = AXES(NAME, _SHIFT)

#define AXIS_QUOTIENT(n, list, axis) \
  quotient(n, list[axis], list##_multiplier[axis], list##_shift[axis])
