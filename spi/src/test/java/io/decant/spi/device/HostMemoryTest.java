package io.decant.spi.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class HostMemoryTest {
  /** These tests run with -XX:MaxDirectMemorySize=16m. */
  @Test
  void doesNotCountAgainstTheLimitOnDirectBuffers() {
    assertThrows(OutOfMemoryError.class, () -> ByteBuffer.allocateDirect(64 << 20));
    try (HostMemory memory = HostMemory.allocate(64 << 20)) {
      memory.slice((64 << 20) - 4, 4).putInt(0, 7);
      assertEquals(7, memory.slice((64 << 20) - 4, 4).getInt(0));
    }
  }

  /** A window of which only the end, beyond 4 GiB, is backed by memory. */
  @Test
  void offsetsAreLongs() {
    long gap = 5L << 30;
    try (HostMemory end = HostMemory.allocate(64);
        HostMemory memory = HostMemory.wrap(end.address() - gap, gap + 64, () -> {})) {
      assertEquals(gap + 64, memory.bytes());
      memory.slice(gap + 56, 8).putLong(0, 0x0123456789abcdefL);
      assertEquals(0x0123456789abcdefL, end.slice(48, 16).getLong(8));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.slice(gap + 57, 8));
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "decant.full", matches = "true")
  void reachesBeyondTwoGibibytes() {
    long bytes = (1L << 31) + 64;
    try (HostMemory memory = HostMemory.allocate(bytes)) {
      memory.slice(bytes - 8, 8).putLong(0, 7);
      memory.slice(0, 8).putLong(0, 5);
      assertEquals(7, memory.slice(bytes - 16, 16).getLong(8));
      assertEquals(0, memory.slice(1L << 31, 8).getLong(0), "fresh memory is zero");
      assertEquals(5, memory.slice(0, 8).getLong(0));
    }
  }

  @Test
  void slicesAreInNativeOrderAndBounded() {
    try (HostMemory memory = HostMemory.allocate(100)) {
      ByteBuffer slice = memory.slice(90, 10);
      assertEquals(ByteOrder.nativeOrder(), slice.order());
      assertEquals(10, slice.remaining());
      assertTrue(slice.isDirect());
      assertThrows(IndexOutOfBoundsException.class, () -> slice.get(10));
      assertEquals(0, memory.slice(100, 0).remaining());
      assertThrows(IndexOutOfBoundsException.class, () -> memory.slice(91, 10));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.slice(-1, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.slice(0, -1));
      assertThrows(
          IndexOutOfBoundsException.class, () -> memory.slice(Long.MAX_VALUE, Integer.MAX_VALUE));
    }
  }

  @Test
  void useAfterCloseThrows() {
    HostMemory memory = HostMemory.allocate(16);
    memory.close();
    memory.close();
    assertThrows(IllegalStateException.class, memory::address);
    assertThrows(IllegalStateException.class, () -> memory.slice(0, 1));
  }

  @Test
  void wrappedMemoryIsReleasedOnce() {
    AtomicInteger released = new AtomicInteger();
    try (HostMemory inner = HostMemory.allocate(16)) {
      HostMemory memory = HostMemory.wrap(inner.address(), 16, released::incrementAndGet);
      memory.slice(0, 4).putInt(0, 3);
      assertEquals(3, inner.slice(0, 4).getInt(0));
      memory.close();
      memory.close();
    }
    assertEquals(1, released.get());
  }

  /** Java would free the memory of a buffer that nothing else refers to. */
  @Test
  void wrappedBuffersAreKept() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
    buffer.putInt(0, 9);
    WeakReference<ByteBuffer> seen = new WeakReference<>(buffer);
    HostMemory memory = HostMemory.wrap(buffer, () -> {});
    buffer = null;
    System.gc();
    assertNotNull(seen.get());
    ByteBuffer window = memory.slice(0, 4);
    assertEquals(9, window.getInt(0));
    assertEquals(ByteOrder.nativeOrder(), window.order());
    memory.close();
    assertThrows(IllegalStateException.class, () -> memory.slice(0, 4));
  }

  @Test
  void refusesWhatCannotBeHad() {
    assertThrows(IllegalArgumentException.class, () -> HostMemory.allocate(0));
    assertThrows(IllegalArgumentException.class, () -> HostMemory.allocate(-5));
    OutOfHostMemoryException refused =
        assertThrows(OutOfHostMemoryException.class, () -> HostMemory.allocate(Long.MAX_VALUE));
    assertTrue(refused.getMessage().contains(Long.toString(Long.MAX_VALUE)));
  }
}
