#include "power.h"

/* The functions of io.decant.spi.op.Unary; their numbers are UnaryPlan's. NaN stays NaN where the
   function is a formula, and compares as false. */
FUNCTION float sigmoid(const float x) {
  const float e = exp(-fabs(x));
  const float share = 1.0f / (1.0f + e);
  return x >= 0.0f ? share : e * share;
}

FUNCTION float clamp_between(const float x, const float p, const float q) {
  const float raised = x < p ? p : x;
  return raised > q ? q : raised;
}

/* Applies a macro to the number of each function and its value for x, p and q. */
#define UNARY_FUNCTIONS(APPLY)                                 \
  APPLY(0, p * x + q)                                          \
  APPLY(1, fabs(x))                                            \
  APPLY(2, x * x)                                              \
  APPLY(3, sqrt(x))                                            \
  APPLY(4, pow(x, p))                                          \
  APPLY(5, exp(x))                                             \
  APPLY(6, log(x))                                             \
  APPLY(7, x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x)             \
  APPLY(8, x > 0.0f ? x : p * x)                               \
  APPLY(9, x > 0.0f ? 1.0f : p)                                \
  APPLY(10, x > 0.0f ? x : p * expm1(x))                       \
  APPLY(11, sigmoid(x))                                        \
  APPLY(12, tanh(x))                                           \
  APPLY(13, fmax(x, 0.0f) + log1p(exp(-fabs(x))))              \
  APPLY(14, clamp_between(x, p, q))                            \
  APPLY(15, x > p ? 1.0f : 0.0f)                               \
  APPLY(16, x == p ? 1.0f : 0.0f)                              \
  APPLY(17, power_of_minus_three_quarters(x))
