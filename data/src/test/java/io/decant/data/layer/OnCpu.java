package io.decant.data.layer;

import io.decant.api.Decant;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of nets on the CPU whose files lie in a folder of their own. */
abstract class OnCpu {
  static Decant decant;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    decant = Decant.open();
  }

  @AfterAll
  static void close() {
    decant.close();
  }
}
