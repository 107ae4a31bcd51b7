package io.decant.spi.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StridedPartTest {
  /** Places of 3 channels that lie behind each other, taken as channels that lie together. */
  private static final TensorSpec CHANNELS_TOGETHER =
      TensorSpec.strided(DType.FLOAT32, Shape.of(2, 10, 3), 30, 1, 10);

  @Test
  void placesOfChannelsThatLieBehindEachOtherAreRows() {
    Optional<StridedPart> part = StridedPart.packed(CHANNELS_TOGETHER, 1, 4, 8);
    assertEquals(Optional.of(new Part(4, 6, 4, 10)), part.map(StridedPart::part));
    assertEquals(
        Optional.of(TensorSpec.strided(DType.FLOAT32, Shape.of(2, 4, 3), 12, 1, 4)),
        part.map(StridedPart::tensor));
    assertTrue(StridedPart.alwaysPacked(CHANNELS_TOGETHER, 1));
  }

  @Test
  void elementsAtTwoDistancesAreNotRows() {
    TensorSpec gaps = TensorSpec.strided(DType.FLOAT32, Shape.of(2, 10, 3), 64, 1, 20);
    assertEquals(Optional.empty(), StridedPart.packed(gaps, 1, 4, 8));
    StridedPart spanning = StridedPart.read(gaps, 1, 4, 8);
    assertEquals(Part.run(4, 64 + 3 + 40 + 1), spanning.part());
  }
}
