package io.decant.spi.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandleTest {
  private final List<String> released = new ArrayList<>();
  private final Handle<String> handle = new Handle<>("object", "a thing", released::add);

  @Test
  void whatIsUsedIsReleasedBehindItsLastUse() {
    assertEquals("object", handle.acquire());
    handle.acquire();
    assertTrue(handle.closeOnce(() -> assertEquals(List.of(), released)));
    assertTrue(handle.isClosed());
    handle.release();
    assertEquals(List.of(), released);
    handle.release();
    assertEquals(List.of("object"), released);
  }

  @Test
  void whatWasClosedIsRefusedAndNotClosedAgain() {
    assertFalse(handle.isClosed());
    handle.close();
    handle.close();
    assertFalse(handle.closeOnce());
    assertEquals(List.of("object"), released);
    assertEquals(
        "a thing was closed",
        assertThrows(IllegalStateException.class, handle::acquire).getMessage());
  }
}
