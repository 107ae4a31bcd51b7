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

FUNCTION float unary_function(const INDEX operation, const float x, const float p, const float q) {
  switch (operation) {
    case 0: return p * x + q;
    case 1: return fabs(x);
    case 2: return x * x;
    case 3: return sqrt(x);
    case 4: return pow(x, p);
    case 5: return exp(x);
    case 6: return log(x);
    case 7: return x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x;
    case 8: return x > 0.0f ? x : p * x;
    case 9: return x > 0.0f ? 1.0f : p;
    case 10: return x > 0.0f ? x : p * expm1(x);
    case 11: return sigmoid(x);
    case 12: return tanh(x);
    case 13: return fmax(x, 0.0f) + log1p(exp(-fabs(x)));
    case 14: return clamp_between(x, p, q);
    case 15: return x > p ? 1.0f : 0.0f;
    default: return x == p ? 1.0f : 0.0f;
  }
}
