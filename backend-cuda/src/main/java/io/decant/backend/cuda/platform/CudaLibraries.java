package io.decant.backend.cuda.platform;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;

/**
 * Finds NVIDIA's libraries and loads those that can be used. A library is loaded into this process
 * only after a process of its own has survived that, which is found out once and remembered. A
 * process keeps what it has loaded, so each library is looked at once. Thread-safe.
 *
 * <p>The calls that this backend makes are the same in CUDA 12 and 13: with {@code
 * org.bytedeco:cuda:12.9-9.10-1.5.12} on the class path instead, it uses CUDA 12.
 */
public final class CudaLibraries {
  private static final Map<CudaLibrary, Outcome> LOADED = new EnumMap<>(CudaLibrary.class);

  private final Path folder;
  private final Consumer<String> log;

  /**
   * What became of a library.
   *
   * @param usable whether it is loaded
   * @param text for people: version and place, or what is missing and what supplies it
   */
  public record Outcome(boolean usable, String text) {}

  /**
   * Looks for libraries.
   *
   * @param folder of this backend's caches
   * @param log learns what goes wrong beside
   */
  public CudaLibraries(Path folder, Consumer<String> log) {
    this.folder = folder;
    this.log = log;
  }

  /** Returns what a library lacks and what supplies that, found without loading anything. */
  public static Optional<String> missing(CudaLibrary library) {
    try {
      return Optional.of(finding(library).missing()).filter(missing -> !missing.isEmpty());
    } catch (LinkageError e) {
      return Optional.of("JavaCPP cannot be used: " + e);
    }
  }

  /** Loads a library if it can be used; never throws. */
  public Outcome load(CudaLibrary library) {
    synchronized (LOADED) {
      return LOADED.computeIfAbsent(library, this::find);
    }
  }

  private Outcome find(CudaLibrary library) {
    try {
      return load(library, finding(library));
    } catch (LinkageError e) {
      return new Outcome(false, library.title() + " cannot be loaded: " + e);
    }
  }

  private static Finding finding(CudaLibrary library) {
    return Finding.of(library, ClassPath.own(), LibrarySearch.here(), Loader.getPlatform());
  }

  private Outcome load(CudaLibrary library, Finding finding) {
    if (!finding.missing().isEmpty()) {
      return new Outcome(false, "no " + library.title() + ": " + finding.missing());
    }
    Verdict verdict = verdict(finding);
    if (!verdict.usable()) {
      return new Outcome(false, finding.place() + " cannot be used: " + verdict.text());
    }
    finding.files().forEach(file -> System.load(file.toString()));
    Probe.load(library);
    return new Outcome(true, finding.place());
  }

  private Verdict verdict(Finding finding) {
    Verdicts verdicts = new Verdicts(folder, log);
    Optional<Verdict> kept = verdicts.of(finding);
    if (kept.isPresent()) {
      return kept.get();
    }
    Optional<Verdict> made = ProbeProcess.own().run(finding);
    made.ifPresent(verdict -> verdicts.keep(finding, verdict));
    return made.orElseGet(
        () -> new Verdict(false, "no process could be started to try it, or it did not end"));
  }
}
