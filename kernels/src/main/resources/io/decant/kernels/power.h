/* pow(x, -0.75), the usual power of local response normalisation, as a product of square roots: without
   a branch, so that a loop of it becomes vectors on a CPU. */
FUNCTION float power_of_minus_three_quarters(const float x) {
  const float root = sqrt(x);
  const float result = 1.0f / (root * sqrt(root));
  return x == BITS_FLOAT(0xff800000u) ? 0.0f : result;
}
