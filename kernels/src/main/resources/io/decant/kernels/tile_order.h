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

/*
 * Heads the body of a product's entry, behind its bindings: declares item, whether a and b are aligned
 * for reads of four, the number of this group's product, its tile and its steps.
 */
#define BEGIN_PRODUCT(number)                                                                   \
  const int item = LOCAL_ID(0);                                                                 \
  const bool a_aligned = (((UINT64) a) & 15) == 0;                                              \
  const bool b_aligned = (((UINT64) b) & 15) == 0;                                              \
  const INDEX number = GROUP_ID(0) / TILES;                                                     \
  LOCATE_TILE(GROUP_ID(0) - number * TILES);                                                    \
  LOCATE_STEPS()

/* Declares the steps of this group's split, of which GROUP_ID(1) tells the number. */
#define LOCATE_STEPS()                                                                          \
  const INDEX first_step = GROUP_ID(1) * STEPS_OF_SPLIT;                                        \
  const INDEX last_step = first_step + STEPS_OF_SPLIT < STEPS ? first_step + STEPS_OF_SPLIT : STEPS
