/* A tensor (OUTER, CHANNELS, INNER) as rows: each run of INNER elements is cut into SEGMENTS pieces
   of SEGMENT elements, the last of which may be shorter. A channel's row r is piece r % SEGMENTS of
   its run r / SEGMENTS. Work items along axis 0 share a row; each takes LANES elements at a time,
   GROUP_X apart. */

/* Returns how many elements of a channel lie before a row. */
FUNCTION INDEX elements_before(
    const INDEX row, const INDEX inner, const INDEX segment, const INDEX segments) {
  return row / segments * inner + row % segments * segment;
}

/* Returns the first row of a part of a channel. */
FUNCTION INDEX part_begin(const INDEX part, const INDEX rows_of_part, const INDEX rows) {
  return part * rows_of_part < rows ? part * rows_of_part : rows;
}

/* Returns the number of elements of a part of a channel. */
FUNCTION INDEX part_count(
    const INDEX part, const INDEX rows_of_part, const INDEX rows, const INDEX inner,
    const INDEX segment, const INDEX segments) {
  const INDEX begin = part_begin(part, rows_of_part, rows);
  const INDEX end = part_begin(part + 1, rows_of_part, rows);
  return elements_before(end, inner, segment, segments) -
         elements_before(begin, inner, segment, segments);
}
