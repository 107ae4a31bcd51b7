package io.decant.data.image;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of an image for the Java platform's readers. As it knows its length, which the
 * platform's own streams do not, readers refuse damaged files that name places behind the end
 * before they take memory for what should be there. Used by one thread.
 */
final class ImageBytes extends ImageInputStreamImpl {
  private final byte[] bytes;

  ImageBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    int count = (int) Math.min(length, bytes.length - streamPos);
    if (count <= 0) {
      return -1;
    }
    System.arraycopy(bytes, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
