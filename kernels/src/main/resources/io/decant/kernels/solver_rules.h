/* The rules of the solvers: each changes the histories h and k of one weight and returns the step
   for its prepared gradient g. Constants: a, b, c are those of the solver's plan. */

/* Returns keep * old, or 0 whatever old is when nothing is kept. */
FUNCTION float kept(const float keep, const float old) {
  return keep == 0.0f ? 0.0f : keep * old;
}

/* a: momentum. */
FUNCTION float sgd(
    const float g, float *h, float *k, const float rate, const float a, const float b,
    const float c) {
  *h = rate * g + kept(a, *h);
  return *h;
}

/* a: momentum. */
FUNCTION float nesterov(
    const float g, float *h, float *k, const float rate, const float a, const float b,
    const float c) {
  const float back = kept(a, *h);
  *h = rate * g + back;
  return (1.0f + a) * *h - back;
}

/* AdaGrad and RMSProp. a: share of the old squares; b: of the new one; c: delta. */
FUNCTION float root(
    const float g, float *h, float *k, const float rate, const float a, const float b,
    const float c) {
  *h = b * (g * g) + kept(a, *h);
  return rate * (g / (sqrt(*h) + c));
}

/* a: momentum; c: delta. */
FUNCTION float ada_delta(
    const float g, float *h, float *k, const float rate, const float a, const float b,
    const float c) {
  *h = (1.0f - a) * (g * g) + kept(a, *h);
  const float step = g * sqrt((*k + c) / (*h + c));
  *k = (1.0f - a) * (step * step) + kept(a, *k);
  return rate * step;
}

/* a: momentum; b: momentum of squares; c: delta. */
FUNCTION float adam(
    const float g, float *h, float *k, const float rate, const float a, const float b,
    const float c) {
  *h = (1.0f - a) * g + kept(a, *h);
  *k = (1.0f - b) * (g * g) + kept(b, *k);
  return rate * (*h / (sqrt(*k) + c));
}
