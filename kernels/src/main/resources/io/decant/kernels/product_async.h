/* Copies from memory to local memory that pass registers by; nothing is read where not inside. */
#define COPY_ASYNC(target, source, inside)                                                       \
  asm volatile("cp.async.ca.shared.global [%0], [%1], 4, %2;" ::"r"(LOCAL_ADDRESS(target)),       \
      "l"(source), "r"((inside) ? 4 : 0))
#define COPY_FOUR_ASYNC(target, source, inside)                                                  \
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(LOCAL_ADDRESS(target)),      \
      "l"(source), "r"((inside) ? 16 : 0))
#define COMMIT_COPIES() asm volatile("cp.async.commit_group;" ::)
#define AWAIT_COPIES_BUT(groups) asm volatile("cp.async.wait_group %0;" ::"n"(groups))

/* As A_SLOT_K and so on, for four neighbours at a time along the faster axis. */
#if A_ALONG_K
#define A_FOUR_K(slot) (FAST(slot, TILE_K / 4) * 4)
#define A_FOUR_ROW(slot) SLOW(slot, TILE_K / 4)
#else
#define A_FOUR_K(slot) SLOW(slot, TILE_M / 4)
#define A_FOUR_ROW(slot) (FAST(slot, TILE_M / 4) * 4)
#endif
#if B_ALONG_K
#define B_FOUR_K(slot) (FAST(slot, TILE_K / 4) * 4)
#define B_FOUR_COLUMN(slot) SLOW(slot, TILE_K / 4)
#else
#define B_FOUR_K(slot) SLOW(slot, TILE_N / 4)
#define B_FOUR_COLUMN(slot) (FAST(slot, TILE_N / 4) * 4)
#endif
