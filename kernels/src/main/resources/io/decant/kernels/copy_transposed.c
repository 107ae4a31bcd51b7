#include "division.h"
#include "axes.h"

/* Copies where x is consecutive along one axis (its rows) and y along another (its columns). A
   group turns a tile of GROUP_X x GROUP_X elements in local memory, so that both sides see
   consecutive elements. */
KERNEL(copy_transposed)(INPUT(UINT32, x), OUTPUT(UINT32, y) GEOMETRY) {
  LOCAL UINT32 tile[GROUP_X * (GROUP_X + 1)];
  BIND_INPUT(UINT32, x);
  BIND_OUTPUT(UINT32, y);
  AXIS_DIVISORS(extent, EXTENT);
  AXIS_LIST(source, SOURCE);
  AXIS_LIST(target, TARGET);
  const INDEX strip = QUOTIENT(GROUP_ID(0), ROW_TILES);
  INDEX rest = QUOTIENT(strip, COLUMN_TILES);
  const INDEX first_row = (GROUP_ID(0) - strip * ROW_TILES) * GROUP_X;
  const INDEX first_column = (strip - rest * COLUMN_TILES) * GROUP_X;
  INDEX from = 0;
  INDEX to = 0;
  for (int axis = RANK - 1; axis >= 0; axis--) {
    const INDEX next = AXIS_QUOTIENT(rest, extent, axis);
    const INDEX at = rest - next * extent[axis];
    from += at * source[axis];
    to += at * target[axis];
    rest = next;
  }
  for (int step = LOCAL_ID(1); step < GROUP_X; step += GROUP_Y) {
    const INDEX row = first_row + LOCAL_ID(0);
    const INDEX column = first_column + step;
    if (row < ROWS && column < COLUMNS) {
      tile[step * (GROUP_X + 1) + LOCAL_ID(0)] = x[from + row + column * COLUMN_SOURCE];
    }
  }
  BARRIER();
  for (int step = LOCAL_ID(1); step < GROUP_X; step += GROUP_Y) {
    const INDEX row = first_row + step;
    const INDEX column = first_column + LOCAL_ID(0);
    if (row < ROWS && column < COLUMNS) {
      y[to + row * ROW_TARGET + column] = tile[LOCAL_ID(0) * (GROUP_X + 1) + step];
    }
  }
}
