package io.decant.data.leveldb;

import java.util.Arrays;

/**
 * Keys as tables hold them: the user's, and behind it eight bytes, the number of the change that
 * wrote it and whether that deleted it.
 */
final class InternalKey {
  static final int TAIL = 8;

  private InternalKey() {}

  static byte[] user(byte[] key) {
    return Arrays.copyOf(key, key.length - TAIL);
  }

  /** Returns the number of the change, above a byte that is 0 when it deleted the key. */
  static long tag(byte[] key) {
    long tag = 0;
    for (int i = 1; i <= TAIL; i++) {
      tag = (tag << 8) | (key[key.length - i] & 0xff);
    }
    return tag;
  }

  /** Returns a key of a user's key and a tag. */
  static byte[] of(byte[] user, long tag) {
    byte[] key = Arrays.copyOf(user, user.length + TAIL);
    for (int i = 0; i < TAIL; i++) {
      key[user.length + i] = (byte) (tag >>> (8 * i));
    }
    return key;
  }

  static boolean isDeletion(byte[] key) {
    return key[key.length - TAIL] == 0;
  }

  static boolean sameUser(byte[] first, byte[] second) {
    return Arrays.equals(first, 0, first.length - TAIL, second, 0, second.length - TAIL);
  }

  /** Orders by the user's key, of equal ones the newest first. Both must have their tails. */
  static int compare(byte[] first, byte[] second) {
    int order =
        Arrays.compareUnsigned(first, 0, first.length - TAIL, second, 0, second.length - TAIL);
    return order != 0 ? order : Long.compareUnsigned(tag(second), tag(first));
  }
}
