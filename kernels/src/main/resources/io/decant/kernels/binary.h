/* The functions of io.decant.spi.op.BinaryFunction; their numbers are BinaryFunctions'. */
FUNCTION float binary_function(const INDEX operation, const float x, const float y) {
  switch (operation) {
    case 0: return x + y;
    case 1: return x - y;
    case 2: return x * y;
    case 3: return x / y;
    case 4: return larger(x, y);
    case 5: return smaller(x, y);
    case 6: return pow(x, y);
    case 7: return y != 0.0f ? x : 0.0f;
    case 8: return x > y ? 1.0f : 0.0f;
    case 9: return x >= y ? 1.0f : 0.0f;
    default: return x == y ? 1.0f : 0.0f;
  }
}
