#include "elements.h"

/*
 * Weights of 3 x 3 for minimal filtering, F(2 x 2, 3 x 3) (Lavin and Gray, CVPR 2016): 16 matrices
 * (group, row, channel) of transformed weights, G w G', from w or, where FLIPPED, w turned by half.
 */
KERNEL(winograd_weights)(INPUT(float, w), OUTPUT(float, u) GEOMETRY) {
  BIND_INPUT(float, w);
  BIND_OUTPUT(float, u);
  FOR_EACH_ELEMENT(i, COUNT) {
    const INDEX channel = i % CHANNELS;
    const INDEX row = i / CHANNELS % ROWS;
    GLOBAL const float *taps =
        w + i / CHANNELS / ROWS * W_GROUP + row * W_ROW + channel * W_CHANNEL;
    float left[4][3];
    for (int x = 0; x < 3; x++) {
      const float top = taps[FLIPPED ? 8 - x : x];
      const float middle = taps[FLIPPED ? 5 - x : 3 + x];
      const float bottom = taps[FLIPPED ? 2 - x : 6 + x];
      left[0][x] = top;
      left[1][x] = 0.5f * (top + middle + bottom);
      left[2][x] = 0.5f * (top - middle + bottom);
      left[3][x] = bottom;
    }
    for (int y = 0; y < 4; y++) {
      u[(y * 4) * COUNT + i] = left[y][0];
      u[(y * 4 + 1) * COUNT + i] = 0.5f * (left[y][0] + left[y][1] + left[y][2]);
      u[(y * 4 + 2) * COUNT + i] = 0.5f * (left[y][0] - left[y][1] + left[y][2]);
      u[(y * 4 + 3) * COUNT + i] = left[y][2];
    }
  }
}
