  /* Begins to copy the step that BEGIN_STEP has declared to the next stage. */
  LOCAL_POINTER(float) a_tile = a_stages + filled * A_STAGE;
  LOCAL_POINTER(float) b_tile = b_stages + filled * B_STAGE;
  if (A_PLACES_FOURS && A_FOURS) {
#pragma unroll
    for (int slot = 0; slot < A_SLOTS / 4; slot++) {
      const INDEX row = tile_row + A_FOUR_ROW(slot);
      const INDEX k = step_k + A_FOUR_K(slot);
      COPY_FOUR_ASYNC(&a_tile[A_PLACE(A_FOUR_ROW(slot), A_FOUR_K(slot))], A_SOURCE(row, k),
          A_INSIDE(row, k));
    }
  } else {
#pragma unroll
    for (int slot = 0; slot < A_SLOTS; slot++) {
      const INDEX row = tile_row + A_SLOT_ROW(slot);
      const INDEX k = step_k + A_SLOT_K(slot);
      COPY_ASYNC(&a_tile[A_PLACE(A_SLOT_ROW(slot), A_SLOT_K(slot))], A_SOURCE(row, k),
          A_INSIDE(row, k));
    }
  }
  if (B_PLACES_FOURS && B_FOURS) {
#pragma unroll
    for (int slot = 0; slot < B_SLOTS / 4; slot++) {
      const INDEX column = tile_column + B_FOUR_COLUMN(slot);
      const INDEX k = step_k + B_FOUR_K(slot);
      COPY_FOUR_ASYNC(&b_tile[B_PLACE(B_FOUR_K(slot), B_FOUR_COLUMN(slot))],
          B_SOURCE(slot, k, column), B_INSIDE(slot, k, column));
    }
  } else {
#pragma unroll
    for (int slot = 0; slot < B_SLOTS; slot++) {
      const INDEX column = tile_column + B_SLOT_COLUMN(slot);
      const INDEX k = step_k + B_SLOT_K(slot);
      COPY_ASYNC(&b_tile[B_PLACE(B_SLOT_K(slot), B_SLOT_COLUMN(slot))], B_SOURCE(slot, k, column),
          B_INSIDE(slot, k, column));
    }
  }
  filled = filled == STAGES - 1 ? 0 : filled + 1;
