package io.decant.spi.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java has. */
public final class Digest {
  static final int BYTES = 32;

  private Digest() {}

  static byte[] of(byte[] content) {
    return sha256().digest(content);
  }

  /** Returns a name made of letters and digits for a list of texts. */
  public static String name(String... texts) {
    MessageDigest digest = sha256();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns whether a text looks like one of those names. */
  static boolean isName(String text) {
    return text.matches("[0-9a-f]{" + 2 * BYTES + "}");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks SHA-256", e);
    }
  }
}
