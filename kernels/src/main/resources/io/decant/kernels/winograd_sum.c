#include "elements.h"

/* The weights' gradient from its 16 matrices (group, row, channel), G' u G. */
KERNEL(winograd_sum)(INPUT(float, u), OUTPUT(float, dw), const float beta GEOMETRY) {
  BIND_INPUT(float, u);
  BIND_OUTPUT(float, dw);
  FOR_EACH_ELEMENT(i, COUNT) {
    float left[3][4];
#pragma unroll
    for (int x = 0; x < 4; x++) {
      const float middle = 0.5f * (u[(4 + x) * COUNT + i] + u[(8 + x) * COUNT + i]);
      left[0][x] = u[x * COUNT + i] + middle;
      left[1][x] = 0.5f * (u[(4 + x) * COUNT + i] - u[(8 + x) * COUNT + i]);
      left[2][x] = middle + u[(12 + x) * COUNT + i];
    }
    GLOBAL float *taps = dw + i * 9;
#pragma unroll
    for (int y = 0; y < 3; y++) {
      const float middle = 0.5f * (left[y][1] + left[y][2]);
      const float first = left[y][0] + middle;
      const float second = 0.5f * (left[y][1] - left[y][2]);
      const float third = middle + left[y][3];
      taps[y * 3] = beta == 0.0f ? first : first + beta * taps[y * 3];
      taps[y * 3 + 1] = beta == 0.0f ? second : second + beta * taps[y * 3 + 1];
      taps[y * 3 + 2] = beta == 0.0f ? third : third + beta * taps[y * 3 + 2];
    }
  }
}
