#include "elements.h"

/*
 * Gradients of outputs of 2 x 2, transformed, A dy A', for the weights' gradient: 16 matrices
 * (channel, place) as winograd_source.c's.
 */
KERNEL(winograd_gradient)(INPUT(float, dy), OUTPUT(float, e) GEOMETRY) {
  BIND_INPUT(float, dy);
  BIND_OUTPUT(float, e);
  FOR_EACH_ELEMENT(i, COUNT) {
    const INDEX channel = i / PLACES;
    const INDEX place = FIRST + i - channel * PLACES;
    const INDEX tile_y = place / TILES_X;
    const INDEX image = tile_y / TILES_Y;
    const INDEX row = (tile_y - image * TILES_Y) * 2;
    const INDEX column = (place - tile_y * TILES_X) * 2;
    GLOBAL const float *plane = dy + (image * CHANNELS + channel) * RESULT_H * RESULT_W;
    float d[2][2];
#pragma unroll
    for (int y = 0; y < 2; y++) {
#pragma unroll
      for (int x = 0; x < 2; x++) {
        d[y][x] = row + y < RESULT_H && column + x < RESULT_W
            ? plane[(row + y) * RESULT_W + column + x]
            : 0.0f;
      }
    }
    float left[4][2];
#pragma unroll
    for (int x = 0; x < 2; x++) {
      left[0][x] = d[0][x];
      left[1][x] = d[0][x] + d[1][x];
      left[2][x] = d[0][x] - d[1][x];
      left[3][x] = -d[1][x];
    }
#pragma unroll
    for (int y = 0; y < 4; y++) {
      e[(y * 4) * COUNT + i] = left[y][0];
      e[(y * 4 + 1) * COUNT + i] = left[y][0] + left[y][1];
      e[(y * 4 + 2) * COUNT + i] = left[y][0] - left[y][1];
      e[(y * 4 + 3) * COUNT + i] = -left[y][1];
    }
  }
}
