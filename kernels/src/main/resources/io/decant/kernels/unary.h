/* The functions of io.decant.spi.op.Unary; their numbers are UnaryPlan's. */
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
    case 10: return x > 0.0f ? x : p * (exp(x) - 1.0f);
    case 11: return x >= 0.0f ? 1.0f / (1.0f + exp(-x)) : exp(x) / (1.0f + exp(x));
    case 12: return tanh(x);
    case 13: return fmax(x, 0.0f) + log1p(exp(-fabs(x)));
    case 14: return x < p ? p : x > q ? q : x;
    case 15: return x > p ? 1.0f : 0.0f;
    default: return x == p ? 1.0f : 0.0f;
  }
}
