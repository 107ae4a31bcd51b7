/* Merges what the groups of softmax_loss.c found. A divisor of 0 stands for the number of labels that
   count. */
KERNEL(softmax_loss_finish)(INPUT(float, states), OUTPUT(float, loss), OUTPUT(float, divisor),
    const float given GEOMETRY) {
  BIND_INPUT(float, states);
  BIND_OUTPUT(float, loss);
  BIND_OUTPUT(float, divisor);
  if (GROUP_ID(0) == 0 && LOCAL_ID(0) == 0) {
    float sum = 0.0f;
    float count = 0.0f;
    for (INDEX part = 0; part < PARTS; part++) {
      sum += states[2 * part];
      count += states[2 * part + 1];
    }
    const float by = given > 0.0f ? given : count > 1.0f ? count : 1.0f;
    loss[0] = -sum / by;
    divisor[0] = by;
  }
}
