/*
 * A group computes a tile of TILE_M x TILE_N elements of a product, an item ITEM_M x ITEM_N of them,
 * in steps of TILE_K. All are powers of two; ITEM_M and ITEM_N are at least 4.
 *
 * Who includes this says whether neighbours along k lie side by side in memory (A_ALONG_K,
 * B_ALONG_K), defines BEGIN_STEP(step), which declares step_k, the pointers A_SOURCE(row, k) and
 * B_SOURCE(slot, k, column), and where they are inside, A_INSIDE and B_INSIDE (elsewhere a factor is
 * 0; A_FOURS and B_FOURS say whether four neighbours are inside or outside together, and aligned).
 * Where b is not along k, an item's slots have B_COLUMNS different columns, those of its first slots.
 * product_loop.h in the body leaves sums[ITEM_M][ITEM_N], elements TILE_ROW(i), TILE_COLUMN(j), of which
 * PIECE columns from a multiple of it on are neighbours.
 *
 * PRODUCT says how: 0 portably, 1 with asynchronous copies of NVIDIA's, 2 on its matrix units, 3 on a
 * CPU.
 */
#define ITEMS (TILE_M * TILE_N / (ITEM_M * ITEM_N))

/* Which element of a tile's step an item fetches as its slot-th, across the slower axis. */
#define FAST(slot, extent) \
  (ITEMS >= (extent) ? item % (extent) : (item + (slot) * ITEMS) % (extent))
#define SLOW(slot, extent) \
  (ITEMS >= (extent) ? item / (extent) + (slot) * (ITEMS / (extent)) \
                     : (item + (slot) * ITEMS) / (extent))
#if A_ALONG_K
#define A_SLOT_K(slot) FAST(slot, TILE_K)
#define A_SLOT_ROW(slot) SLOW(slot, TILE_K)
#else
#define A_SLOT_K(slot) SLOW(slot, TILE_M)
#define A_SLOT_ROW(slot) FAST(slot, TILE_M)
#endif
#if B_ALONG_K
#define B_SLOT_K(slot) FAST(slot, TILE_K)
#define B_SLOT_COLUMN(slot) SLOW(slot, TILE_K)
#else
#define B_SLOT_K(slot) SLOW(slot, TILE_N)
#define B_SLOT_COLUMN(slot) FAST(slot, TILE_N)
#endif
#define B_COLUMNS (TILE_N > ITEMS ? TILE_N / ITEMS : 1)
#define A_SLOTS (TILE_M * TILE_K / ITEMS)
#define B_SLOTS (TILE_N * TILE_K / ITEMS)

/* How far loops over an item's elements are unrolled: fully where the elements are registers. */
#if PRODUCT == 3
#define UNROLLED 1
#else
#define UNROLLED 16
#endif

#if PRODUCT == 3 && PACKS_COLUMNS
#include "product_cpu_along_k.h"
#elif PRODUCT == 3
#include "product_cpu.h"
#elif PRODUCT == 2
#include "product_matrix.h"
#else
#include "product_vector.h"
#endif
#if PRODUCT == 1 || PRODUCT == 2
#include "product_async.h"
#endif
