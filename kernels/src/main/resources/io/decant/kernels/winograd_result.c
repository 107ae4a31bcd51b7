#include "elements.h"

/* Outputs of 2 x 2 from 16 matrices (channel, place) of products, A' m A, as winograd_source.c's. */
#if BIAS
#define BIAS_INPUT INPUT(float, bias),
#else
#define BIAS_INPUT
#endif

KERNEL(winograd_result)(INPUT(float, products), BIAS_INPUT OUTPUT(float, result) GEOMETRY) {
  BIND_INPUT(float, products);
#if BIAS
  BIND_INPUT(float, bias);
#endif
  BIND_OUTPUT(float, result);
  FOR_EACH_ELEMENT(i, COUNT) {
    const INDEX channel = i / PLACES;
    const INDEX place = FIRST + i - channel * PLACES;
    const INDEX tile_y = place / TILES_X;
    const INDEX image = tile_y / TILES_Y;
    const INDEX row = (tile_y - image * TILES_Y) * 2;
    const INDEX column = (place - tile_y * TILES_X) * 2;
    float m[2][4];
#pragma unroll
    for (int x = 0; x < 4; x++) {
      const float first = products[x * COUNT + i];
      const float second = products[(4 + x) * COUNT + i];
      const float third = products[(8 + x) * COUNT + i];
      const float fourth = products[(12 + x) * COUNT + i];
      m[0][x] = first + second + third;
      m[1][x] = second - third - fourth;
    }
#if BIAS
    const float shift = bias[channel];
#else
    const float shift = 0.0f;
#endif
    GLOBAL float *plane = result + (image * CHANNELS + channel) * RESULT_H * RESULT_W;
#pragma unroll
    for (int y = 0; y < 2; y++) {
      if (row + y < RESULT_H) {
        GLOBAL float *target = plane + (row + y) * RESULT_W + column;
        target[0] = m[y][0] + m[y][1] + m[y][2] + shift;
        if (column + 1 < RESULT_W) {
          target[1] = m[y][1] - m[y][2] - m[y][3] + shift;
        }
      }
    }
  }
}
