#include "division.h"
#include "group.h"
#include "indices.h"

/* Finds for each label whether its class is among the TOP_K best: 1 or 0, or -1 where the label does
   not count. Work items as in softmax.c. */
KERNEL(accuracy_hits)(INPUT(float, scores), INPUT(float, label), OUTPUT(float, hits),
    const float ignored GEOMETRY) {
  BIND_INPUT(float, scores);
  BIND_INPUT(float, label);
  BIND_OUTPUT(float, hits);
  LOCAL float shared[GROUP_SIZE];
  const INDEX place = GROUP_ID(0) * GROUP_X + LOCAL_ID(0);
  const int valid = place < PLACES;
  const INDEX outer = QUOTIENT(place, INNER);
  const INDEX at = place + outer * (CHANNELS - 1) * INNER;
  const INDEX labelled = valid ? place_of(label[place], CHANNELS) : -1;
  const float own = labelled < 0 ? 0.0f : scores[at + labelled * INNER];
  const INDEX channels = labelled < 0 ? 0 : CHANNELS;
  float rank = 0.0f;
  for (INDEX c = LOCAL_ID(1); c < channels; c += GROUP_Y) {
    rank += scores[at + c * INNER] >= own ? 1.0f : 0.0f;
  }
  rank = group_sum(shared, rank, GROUP_X);
  if (valid && LOCAL_ID(1) == 0) {
    const float hit = rank > 0.0f && rank <= TOP_K ? 1.0f : 0.0f;
    hits[place] = IGNORES && label[place] == ignored ? -1.0f : hit;
  }
}
