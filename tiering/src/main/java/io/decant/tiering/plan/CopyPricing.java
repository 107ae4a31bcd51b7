package io.decant.tiering.plan;

/** What prices of copies know of the link. */
enum CopyPricing {
  /** Each copy costs what it takes. */
  PLAIN,

  /**
   * Copies cost little that find their direction of the link idle: those to the host behind the
   * operator at which most is on the device if nothing leaves, and those to the device before it.
   */
  IDLE,

  /**
   * Besides, what is used behind that operator alone, as are the histories of solvers, is the first
   * to leave: the link to the host is idle when it does.
   */
  HISTORIES_FIRST
}
