package io.decant.cli.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
  @ParameterizedTest
  @CsvSource({
    "8388608, 8388608",
    "100b, 100",
    "512KiB, 524288",
    "8MiB, 8388608",
    "8 mib, 8388608",
    "8M, 8388608",
    "1.5GiB, 1610612736",
    "50%, 1000",
    "12.5%, 250",
    "100%, 2000",
  })
  void amountsAndSharesOf2000(String text, long bytes) {
    assertEquals(bytes, MemorySize.parse("--device_memory", text).of(2000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "0", "0%", "101%", "8 apples", "MiB", "1e3", "99999999999GiB"})
  void anythingElseIsRefusedByName(String text) {
    String message =
        assertThrows(UsageException.class, () -> MemorySize.parse("--device_memory", text))
            .getMessage();
    assertTrue(message.startsWith("--device_memory"), message);
  }
}
