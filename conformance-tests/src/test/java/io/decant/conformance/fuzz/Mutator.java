package io.decant.conformance.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes as disks, editors and enemies do. Not thread-safe. */
final class Mutator {
  private static final long[] EXTREMES = {
    0,
    1,
    2,
    7,
    8,
    127,
    128,
    255,
    256,
    32767,
    65535,
    1 << 20,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xFFFF_FFFFL,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2
  };
  private static final int LONGEST_PIECE = 64;

  private final Random random;
  private final List<byte[]> words;

  /**
   * Creates a mutator.
   *
   * @param words what the format's files are made of
   */
  Mutator(Random random, List<byte[]> words) {
    this.random = random;
    this.words = List.copyOf(words);
  }

  /**
   * Returns damaged bytes.
   *
   * @param other from which pieces may be taken
   * @param longest how many bytes come back at most
   */
  byte[] mutate(byte[] original, byte[] other, int longest) {
    byte[] bytes = original;
    for (int edits = 1 << random.nextInt(3); edits > 0; edits--) {
      bytes = edit(bytes, other);
    }
    return bytes.length > longest ? Arrays.copyOf(bytes, longest) : bytes;
  }

  private byte[] edit(byte[] bytes, byte[] other) {
    int at = random.nextInt(bytes.length + 1);
    int end = at + random.nextInt(Math.min(LONGEST_PIECE, bytes.length - at) + 1);
    return switch (random.nextInt(9)) {
      case 0 -> splice(bytes, at, new byte[] {(byte) random.nextInt()}, Math.min(at + 1, end));
      case 1 -> flip(bytes);
      case 2 -> splice(bytes, at, new byte[0], end);
      case 3 -> splice(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
      case 4 -> splice(bytes, at, word(), random.nextBoolean() ? at : end);
      case 5 -> number(bytes, at);
      case 6 -> splice(bytes, at, varint(), Math.min(at + 1, bytes.length));
      case 7 -> splice(bytes, at, piece(other), random.nextBoolean() ? at : end);
      default -> random.nextInt(6) == 0 ? Arrays.copyOf(bytes, at) : flip(bytes);
    };
  }

  private byte[] flip(byte[] bytes) {
    byte[] result = bytes.clone();
    if (result.length > 0) {
      result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  private byte[] word() {
    return words.get(random.nextInt(words.size()));
  }

  private byte[] piece(byte[] other) {
    int at = random.nextInt(other.length + 1);
    return Arrays.copyOfRange(
        other, at, at + random.nextInt(Math.min(LONGEST_PIECE, other.length - at) + 1));
  }

  /** Overwrites 1, 2, 4 or 8 bytes. */
  private byte[] number(byte[] bytes, int at) {
    int size = 1 << random.nextInt(4);
    byte[] number =
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(EXTREMES[random.nextInt(EXTREMES.length)])
            .array();
    int end = Math.min(bytes.length, at + size);
    return splice(bytes, at, Arrays.copyOf(number, end - at), end);
  }

  /** Returns a number as protocol buffers write it. */
  private byte[] varint() {
    long rest = EXTREMES[random.nextInt(EXTREMES.length)];
    byte[] result = new byte[10];
    int length = 0;
    while ((rest & ~0x7FL) != 0) {
      result[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    result[length++] = (byte) rest;
    return Arrays.copyOf(result, length);
  }

  private static byte[] splice(byte[] bytes, int head, byte[] middle, int tail) {
    byte[] result = Arrays.copyOf(bytes, head + middle.length + bytes.length - tail);
    System.arraycopy(middle, 0, result, head, middle.length);
    System.arraycopy(bytes, tail, result, head + middle.length, bytes.length - tail);
    return result;
  }
}
