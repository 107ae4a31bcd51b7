/* Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): replaces
   the four counter words by the four words of the block. */
FUNCTION void philox(UINT32 *words, const UINT32 key0, const UINT32 key1) {
  for (UINT32 round = 0; round < 10; round++) {
    const UINT32 high0 = HIGH_PRODUCT(0xD2511F53u, words[0]);
    const UINT32 high2 = HIGH_PRODUCT(0xCD9E8D57u, words[2]);
    const UINT32 low0 = 0xD2511F53u * words[0];
    const UINT32 low2 = 0xCD9E8D57u * words[2];
    words[0] = high2 ^ words[1] ^ (key0 + round * 0x9E3779B9u);
    words[1] = low2;
    words[2] = high0 ^ words[3] ^ (key1 + round * 0xBB67AE85u);
    words[3] = low0;
  }
}

/* Returns the upper 24 bits of a word as a number in 0 until 1. */
FUNCTION float unit_number(const UINT32 word) {
  return (float) (word >> 8) * 5.9604644775390625e-8f;
}
