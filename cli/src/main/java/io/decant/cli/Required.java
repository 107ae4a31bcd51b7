package io.decant.cli;

import io.decant.cli.flag.UsageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Flags that a command cannot do without. */
final class Required {
  private Required() {}

  static Path file(@Nullable String value, String command, String flag) {
    if (value == null || value.isEmpty()) {
      throw new UsageException("decant " + command + " needs --" + flag + "=FILE");
    }
    return Path.of(value);
  }
}
