/* Heads the statement that computes element i of count: one for each work item. A loop over several
   elements of a work item would keep compilers for CPUs from vectorising over the work items. */
#define FOR_EACH_ELEMENT(i, count)                      \
  const INDEX i = GROUP_ID(0) * GROUP_X + LOCAL_ID(0); \
  if (i < (count))
