/* Applies a macro to the number of each function of io.decant.spi.op.BinaryFunction, which is
   BinaryPlan's, and to its value for x and y. */
#define BINARY_FUNCTIONS(APPLY)          \
  APPLY(0, x + y)                        \
  APPLY(1, x - y)                        \
  APPLY(2, x * y)                        \
  APPLY(3, x / y)                        \
  APPLY(4, larger(x, y))                 \
  APPLY(5, smaller(x, y))                \
  APPLY(6, pow(x, y))                    \
  APPLY(7, y != 0.0f ? x : 0.0f)         \
  APPLY(8, x > y ? 1.0f : 0.0f)          \
  APPLY(9, x >= y ? 1.0f : 0.0f)         \
  APPLY(10, x == y ? 1.0f : 0.0f)

/* The choice comes before the loop, which is then free of branches. */
#define BINARY_RUN(number, value)        \
  case number:                           \
    for (int k = 0; k < RUN; k++) {      \
      const float x = values[k];         \
      const float y = others[k];         \
      values[k] = value;                 \
    }                                    \
    break;

/* Replaces the values of a run by the function of them and others. */
FUNCTION void binary_run(const INDEX operation, float *values, const float *others) {
  switch (operation) { BINARY_FUNCTIONS(BINARY_RUN) }
}
