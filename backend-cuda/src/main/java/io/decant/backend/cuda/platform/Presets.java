package io.decant.backend.cuda.platform;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JavaCPP's CUDA presets. Their version decides which libraries can be used with them.
 *
 * @param version of the artifact {@code org.bytedeco:cuda}
 * @param toolkit major version of CUDA
 * @param network major version of cuDNN
 */
record Presets(String version, int toolkit, int network) {
  /** The version that this backend is built with. */
  static final Presets BUILT_WITH = new Presets("13.1-9.19-1.5.13", 13, 9);

  /** The toolkit that gave up what is older than Turing. */
  private static final int TURING_FROM = 13;

  private static final String PROPERTIES = "META-INF/maven/org.bytedeco/cuda/pom.properties";
  private static final Pattern VERSION = Pattern.compile("(\\d+)[\\d.]*-(\\d+)[\\d.]*-.+");

  /** Returns the presets on this backend's class path, or else those that it is built with. */
  static Presets own() {
    return on(ClassPath.own()).orElse(BUILT_WITH);
  }

  /** Returns the least compute capability that this toolkit compiles for: 75 is 7.5. */
  int leastCapability() {
    return toolkit < TURING_FROM ? 50 : 75;
  }

  /** Returns the presets on a class path, if they are there. */
  static Optional<Presets> on(ClassPath classPath) {
    return classPath.property(PROPERTIES, "version").flatMap(Presets::parse);
  }

  /** Reads a version such as {@code 13.1-9.19-1.5.13}. */
  static Optional<Presets> parse(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches()
        ? Optional.of(
            new Presets(
                version, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Returns the artifact with one of its classifiers, as Maven writes it. */
  String artifact(String classifier) {
    return "org.bytedeco:cuda:" + version + ":" + classifier;
  }
}
