#include "elements.h"
#include "philox.h"

/* Turns two numbers in 0 until 1 into two of a normal distribution (Box and Muller). */
FUNCTION void normal_pair(float *u, const float mean, const float deviation) {
  const float radius = sqrt(-2.0f * log(1.0f - u[0]));
  const float angle = 6.2831853071795865f * u[1];
  u[0] = mean + deviation * (radius * cos(angle));
  u[1] = mean + deviation * (radius * sin(angle));
}

/* A work item fills one block of four elements. */
KERNEL(random_fill)
(INPUT(UINT32, counter), OUTPUT(float, y), const float p, const float q, const UINT32 seed_low,
 const UINT32 seed_high, const UINT32 stream, const UINT32 first_block GEOMETRY) {
  BIND_INPUT(UINT32, counter);
  BIND_OUTPUT(float, y);
  FOR_EACH_ELEMENT(block, BLOCKS) {
    UINT32 words[4] = {first_block + (UINT32) block, stream, counter[0], counter[1]};
    philox(words, seed_low, seed_high);
    float numbers[4];
    for (int i = 0; i < 4; i++) {
      const float u = unit_number(words[i]);
      numbers[i] = OPERATION == 0 ? p + (q - p) * u : OPERATION == 1 ? (u < p ? q : 0.0f) : u;
    }
    if (OPERATION == 2) {
      normal_pair(numbers, p, q);
      normal_pair(numbers + 2, p, q);
    }
    for (int i = 0; i < 4; i++) {
      if (block * 4 + i < COUNT) {
        y[block * 4 + i] = numbers[i];
      }
    }
  }
}
