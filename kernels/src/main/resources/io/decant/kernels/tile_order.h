/*
 * Tiles are numbered through bands of 8 rows of tiles, whose factors stay in the cache. Declares
 * tile_row and tile_column of the tile with this number.
 */
#define LOCATE_TILE(tile)                                                                       \
  const INDEX tiles_n = (N + TILE_N - 1) / TILE_N;                                              \
  const INDEX tiles_m = (M + TILE_M - 1) / TILE_M;                                              \
  const INDEX band = (tile) / (8 * tiles_n);                                                    \
  const INDEX band_rows = tiles_m - band * 8 < 8 ? tiles_m - band * 8 : 8;                      \
  const INDEX in_band = (tile) - band * 8 * tiles_n;                                            \
  const INDEX tile_row = (band * 8 + in_band % band_rows) * TILE_M;                             \
  const INDEX tile_column = in_band / band_rows * TILE_N

/* Declares the steps of this group's split, of which GROUP_ID(1) tells the number. */
#define LOCATE_STEPS()                                                                          \
  const INDEX first_step = GROUP_ID(1) * STEPS_OF_SPLIT;                                        \
  const INDEX last_step = first_step + STEPS_OF_SPLIT < STEPS ? first_step + STEPS_OF_SPLIT : STEPS
