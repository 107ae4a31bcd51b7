/* The functions of io.decant.spi.op.Reduce; their numbers are ReducePlan's. */
#define REDUCE_MAX 3
#define LONGEST_SUM 1024

FUNCTION float reduce_start(const INDEX operation) {
  return operation < REDUCE_MAX ? 0.0f
                                : BITS_FLOAT(operation == REDUCE_MAX ? 0xff800000u : 0x7f800000u);
}

FUNCTION float reduce_term(const INDEX operation, const float x) {
  return operation == 1 ? fabs(x) : operation == 2 ? x * x : x;
}

FUNCTION float reduce_both(const INDEX operation, const float a, const float b) {
  return operation < REDUCE_MAX ? a + b : operation == REDUCE_MAX ? larger(a, b) : smaller(a, b);
}
