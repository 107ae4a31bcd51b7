package io.decant.conformance.rules;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Small nets train in device memory that is too small for them, and learn what they learn in enough
 * of it. A backend that keeps these rules has large-model support.
 */
public interface TieringContract extends TieringSubject {
  /** Trains in a quarter of the memory, under each planner, through pinned and pageable memory. */
  @Test
  @DisplayName("tiering.bits: blocks come and go, and no bit changes")
  default void required_tieringBits() {
    TightTraining.movesBlocks(this);
  }

  /** Trains behind a link so slow that computing again is faster. */
  @Test
  @DisplayName("tiering.recompute: operators run again, and no bit changes")
  default void required_tieringRecompute() {
    TightTraining.recomputes(this);
  }

  /** Trains in less memory than one operator's blocks take. */
  @Test
  @DisplayName("tiering.tiles: operators run in tiles, with the bits that tiles have")
  default void required_tieringTiles() {
    TiledTraining.cutsOperators(this);
  }

  /** Follows streams, events and waits with vector clocks. */
  @Test
  @DisplayName("tiering.order: every two accesses to the same bytes are ordered")
  default void required_tieringOrder() {
    WatchedTraining.isOrdered(this);
  }

  /** Fills everything that is undefined with NaN. */
  @Test
  @DisplayName("tiering.poison: nothing that is undefined changes a result")
  default void required_tieringPoison() {
    WatchedTraining.keepsClearOfPoison(this);
  }

  /** Asks for less and less memory. */
  @Test
  @DisplayName("tiering.refusal: a pool that is too small is refused before anything runs")
  default void required_tieringRefusal() {
    ScarceMemory.isRefused(this);
  }

  /** Takes most of the device's memory away beforehand. */
  @Test
  @DisplayName("tiering.share: what others have left of the device is enough")
  default void required_tieringShare() {
    ScarceMemory.isShared(this);
  }

  /** Refuses one copy or allocation after another. */
  @Test
  @DisplayName("tiering.failure: a refused copy or allocation is an error or makes no difference")
  default void required_tieringRefusedRequests() {
    FailedRequests.areRefused(this);
  }

  /** Lets the stream of one copy after another fail. */
  @Test
  @DisplayName("tiering.failure: a copy that fails on its stream is an error")
  default void optional_tieringFailedCopies() {
    FailedRequests.failLater(this);
  }
}
