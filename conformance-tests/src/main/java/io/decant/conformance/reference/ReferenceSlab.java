package io.decant.conformance.reference;

import io.decant.conformance.oracle.Estimates;
import io.decant.spi.device.DeviceSlab;

/**
 * Memory in words of 32 bits, each with the number in double precision that it stands for and the
 * bound on that number's error. What was never written is NaN.
 */
final class ReferenceSlab implements DeviceSlab {
  private final long bytes;
  private final int[] words;
  private final Estimates numbers;

  ReferenceSlab(long bytes) {
    this.bytes = bytes;
    this.words = new int[Math.toIntExact((bytes + 3) / 4)];
    this.numbers = new Estimates(words.length);
  }

  static ReferenceSlab cast(DeviceSlab slab) {
    if (slab instanceof ReferenceSlab own) {
      return own;
    }
    throw new IllegalArgumentException("a slab of another device: " + slab);
  }

  /** Returns the index of the word at an offset in bytes. */
  static int word(long offset) {
    if (offset % 4 != 0) {
      throw new IllegalArgumentException("offset " + offset + " is not a multiple of 4");
    }
    return Math.toIntExact(offset / 4);
  }

  Estimates numbers() {
    return numbers;
  }

  /** Sets a word, which stands for exactly the float32 number of its bits. */
  void put(int index, int bits) {
    words[index] = bits;
    numbers.set(index, Float.intBitsToFloat(bits), 0);
  }

  /** Returns a word: as it was put, or of the number that was computed since. */
  int get(int index) {
    float number = (float) numbers.value(index);
    return Float.compare(Float.intBitsToFloat(words[index]), number) == 0
        ? words[index]
        : Float.floatToRawIntBits(number);
  }

  /** Returns the bound on a number's error as the bits of a float32 that is no smaller. */
  int error(int index) {
    double error = numbers.error(index);
    return Float.floatToRawIntBits(error == 0 ? 0 : Math.nextUp((float) error));
  }

  /** Copies a word with what it stands for. */
  void copy(int index, ReferenceSlab target, int targetIndex) {
    target.words[targetIndex] = words[index];
    target.numbers.set(targetIndex, numbers.value(index), numbers.error(index));
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {}
}
