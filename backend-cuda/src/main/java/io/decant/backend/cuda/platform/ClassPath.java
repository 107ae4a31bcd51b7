package io.decant.backend.cuda.platform;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What jars there are, by the resources in them. */
final class ClassPath {
  private final ClassLoader loader;

  ClassPath(ClassLoader loader) {
    this.loader = loader;
  }

  /** Returns the class path that this backend is on. */
  static ClassPath own() {
    return new ClassPath(ClassPath.class.getClassLoader());
  }

  boolean has(String resource) {
    return loader.getResource(resource) != null;
  }

  /**
   * Returns the jar or folder that a resource lies in; empty when there is none, or it is no file.
   */
  Optional<Path> location(String resource) {
    URL url = loader.getResource(resource);
    return url == null ? Optional.empty() : location(url.toString(), resource);
  }

  private static Optional<Path> location(String url, String resource) {
    String jar = "!/" + resource;
    if (url.startsWith("jar:file:") && url.endsWith(jar)) {
      return Optional.of(
          Path.of(URI.create(url.substring("jar:".length(), url.length() - jar.length()))));
    }
    return url.startsWith("file:") && url.endsWith(resource)
        ? Optional.of(Path.of(URI.create(url.substring(0, url.length() - resource.length()))))
        : Optional.empty();
  }

  /** Returns a property of a properties file. */
  Optional<String> property(String resource, String key) {
    try (InputStream stream = loader.getResourceAsStream(resource)) {
      if (stream == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(stream);
      return Optional.ofNullable(properties.getProperty(key));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
