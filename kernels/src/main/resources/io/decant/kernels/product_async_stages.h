  /*
   * The stages of both factors, the next one to fill and the one in use. Copies fill lines of 128 bytes:
   * a driver that puts something of its own in front must not make them straddle lines.
   */
  LOCAL ALIGNED_128 float4 a_fours[STAGES * A_STAGE / 4];
  LOCAL ALIGNED_128 float4 b_fours[STAGES * B_STAGE / 4];
  LOCAL_POINTER(float) a_stages = (LOCAL_POINTER(float)) a_fours;
  LOCAL_POINTER(float) b_stages = (LOCAL_POINTER(float)) b_fours;
  int filled = 0;
  int used = 0;
