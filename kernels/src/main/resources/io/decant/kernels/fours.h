/* Loads and stores RUN neighbouring elements, 1 or 4: four at once where their address is one of 16 bytes. */
#define IS_FOUR(pointer) (((UINT64) (pointer) & 15) == 0)

FUNCTION void load_fours(GLOBAL const float *x, float *values) {
#if RUN == 4
  if (IS_FOUR(x)) {
    const float4 four = GLOBAL_FLOAT4(x);
    values[0] = four.x;
    values[1] = four.y;
    values[2] = four.z;
    values[3] = four.w;
    return;
  }
#endif
  for (int i = 0; i < RUN; i++) {
    values[i] = x[i];
  }
}

FUNCTION void store_fours(GLOBAL float *y, const float *values) {
#if RUN == 4
  if (IS_FOUR(y)) {
    float4 four;
    four.x = values[0];
    four.y = values[1];
    four.z = values[2];
    four.w = values[3];
    GLOBAL_FLOAT4(y) = four;
    return;
  }
#endif
  for (int i = 0; i < RUN; i++) {
    y[i] = values[i];
  }
}
