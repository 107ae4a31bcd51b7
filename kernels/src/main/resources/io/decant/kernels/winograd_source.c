#include "elements.h"

/*
 * The tiles of 4 x 4 that outputs of 2 x 2 depend on, transformed, B' d B: 16 matrices (channel,
 * place) for PLACES places from FIRST on, numbered through images, rows and columns of tiles.
 */
KERNEL(winograd_source)(INPUT(float, source), OUTPUT(float, v) GEOMETRY) {
  BIND_INPUT(float, source);
  BIND_OUTPUT(float, v);
  FOR_EACH_ELEMENT(i, COUNT) {
    const INDEX channel = i / PLACES;
    const INDEX place = FIRST + i - channel * PLACES;
    const INDEX tile_y = place / TILES_X;
    const INDEX image = tile_y / TILES_Y;
    const INDEX row = (tile_y - image * TILES_Y) * 2 + BASE_Y;
    const INDEX column = (place - tile_y * TILES_X) * 2 + BASE_X;
    GLOBAL const float *plane = source + (image * CHANNELS + channel) * SOURCE_H * SOURCE_W;
    float d[4][4];
#pragma unroll
    for (int y = 0; y < 4; y++) {
#pragma unroll
      for (int x = 0; x < 4; x++) {
        d[y][x] = row + y >= 0 && row + y < SOURCE_H && column + x >= 0 && column + x < SOURCE_W
            ? plane[(row + y) * SOURCE_W + column + x]
            : 0.0f;
      }
    }
#pragma unroll
    for (int x = 0; x < 4; x++) {
      const float middle = d[1][x];
      d[0][x] -= d[2][x];
      d[1][x] = middle + d[2][x];
      d[2][x] -= middle;
      d[3][x] = middle - d[3][x];
    }
#pragma unroll
    for (int y = 0; y < 4; y++) {
      v[(y * 4) * COUNT + i] = d[y][0] - d[y][2];
      v[(y * 4 + 1) * COUNT + i] = d[y][1] + d[y][2];
      v[(y * 4 + 2) * COUNT + i] = d[y][2] - d[y][1];
      v[(y * 4 + 3) * COUNT + i] = d[y][1] - d[y][3];
    }
  }
}
