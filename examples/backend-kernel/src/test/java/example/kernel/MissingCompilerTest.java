package example.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.Availability;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without a compiler there is no device, and the backend says what to do. */
class MissingCompilerTest {
  @BeforeEach
  void nameNone() {
    System.setProperty(Compiler.PROPERTY, "no-such-compiler");
  }

  @AfterEach
  void nameTheUsualOne() {
    System.clearProperty(Compiler.PROPERTY);
  }

  @Test
  void theBackendIsUnavailable() {
    Availability availability = new CcProvider().availability();
    assertFalse(availability.available());
    assertTrue(availability.cause().contains("no-such-compiler"), availability.cause());
    assertEquals(
        "install one that can be called as 'cc', or name it by -Dexample.cc=COMMAND",
        availability.remedy());
    assertEquals(List.of(), new CcProvider().devices());
  }
}
