package io.decant.api.backend;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Where a class comes from, for logs and reports. */
public final class Origin {
  private Origin() {}

  /** Returns the name of its jar or folder, else of its module. */
  public static String of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return type.getModule().toString();
    }
    URL location = source.getLocation();
    try {
      URI uri = location.toURI();
      Path file = "file".equals(uri.getScheme()) ? Path.of(uri) : null;
      return file == null || file.getFileName() == null
          ? location.toString()
          : file.getFileName().toString();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return location.toString();
    }
  }

  /** Returns the version that its jar's manifest or its module states, or "unknown". */
  public static String version(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion())
        .or(
            () ->
                Optional.ofNullable(type.getModule().getDescriptor())
                    .flatMap(descriptor -> descriptor.rawVersion()))
        .orElse("unknown");
  }
}
