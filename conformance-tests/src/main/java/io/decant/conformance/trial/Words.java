package io.decant.conformance.trial;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;

/** Device memory that holds one word over and over, and host memory to look at it. */
public final class Words implements AutoCloseable {
  /** How many words there are. */
  public static final int COUNT = 4096;

  private static final long BYTES = 4L * COUNT;

  private final DeviceSlab slab;
  private final HostMemory host;

  /** Allocates the words; they are undefined. */
  public Words(DeviceSession session) {
    slab = session.device().allocate(BYTES);
    host = session.device().allocatePinned(BYTES);
  }

  /** Returns where the words are. */
  public DeviceSlab slab() {
    return slab;
  }

  /** Enqueues that every word becomes this one. */
  public void fill(DeviceStream stream, int word) {
    stream.fill(slab, 0, BYTES, word);
  }

  /** Enqueues a copy of the words. */
  public void copyTo(DeviceStream stream, Words target) {
    stream.copy(slab, 0, target.slab, 0, CopyShape.bytes(BYTES));
  }

  /** Enqueues an upload of one word, over and over. */
  public void upload(DeviceStream stream, int word) {
    for (int i = 0; i < COUNT; i++) {
      host.slice(4L * i, 4).putInt(0, word);
    }
    stream.upload(host, 0, slab, 0, CopyShape.bytes(BYTES));
  }

  /** Enqueues a download; {@link #expect} looks at it once it is done. */
  public void download(DeviceStream stream) {
    stream.download(slab, 0, host, 0, CopyShape.bytes(BYTES));
  }

  /** Checks that what was downloaded is one word, over and over. */
  public void expect(int word, String rule, String circumstances) {
    for (int i = 0; i < COUNT; i++) {
      int found = host.slice(4L * i, 4).getInt(0);
      RuleViolation.unless(
          found == word,
          rule,
          circumstances + ": word " + i + " is " + found + " instead of " + word);
    }
  }

  @Override
  public void close() {
    slab.close();
    host.close();
  }
}
