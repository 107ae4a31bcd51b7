/* QUOTIENT(n, SIZE) is n / SIZE for n >= 0, where SIZE is a divisor of the geometry. Devices have no
   fast division: sizes that are arguments come with a reciprocal. */
FUNCTION INDEX quotient(
    const INDEX n, const INDEX divisor, const UINT32 multiplier, const UINT32 shift) {
  return RECIPROCALS ? (INDEX) (HIGH_PRODUCT((UINT32) n << 1, multiplier) >> shift) : n / divisor;
}

#define QUOTIENT(n, size) quotient(n, size, size##_MULTIPLIER, size##_SHIFT)
