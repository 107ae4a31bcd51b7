#include "elements.h"

KERNEL(fill)(OUTPUT(float, y), const float value GEOMETRY) {
  BIND_OUTPUT(float, y);
  FOR_EACH_ELEMENT(i, COUNT) {
    y[i] = value;
  }
}
