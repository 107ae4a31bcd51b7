/* Runs over the elements that are this work item's: every GROUPS(0) * GROUP_X-th of count. */
#define FOR_EACH_ELEMENT(i, count)                                              \
  for (INDEX i = GROUP_ID(0) * GROUP_X + LOCAL_ID(0); i < (count); i += GROUPS(0) * GROUP_X)
