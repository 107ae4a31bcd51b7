package io.decant.backend.cuda.platform;

import io.decant.spi.support.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Keeps verdicts on disk: they hold as long as paths, sizes and times of all files stay. */
final class Verdicts {
  private static final String USABLE = "usable ";
  private static final String UNUSABLE = "unusable ";

  private final Path folder;
  private final Consumer<String> log;

  /**
   * @param log learns what goes wrong
   */
  Verdicts(Path folder, Consumer<String> log) {
    this.folder = folder;
    this.log = log;
  }

  /** Returns the verdict on a library, if there is one. */
  Optional<Verdict> of(Finding finding) {
    try {
      String content = Files.readString(file(finding)).strip();
      return content.startsWith(USABLE)
          ? Optional.of(new Verdict(true, content.substring(USABLE.length())))
          : content.startsWith(UNUSABLE)
              ? Optional.of(new Verdict(false, content.substring(UNUSABLE.length())))
              : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      log.accept("cannot read whether " + finding.place() + " can be loaded: " + e);
      return Optional.empty();
    }
  }

  /** Keeps a verdict. */
  void keep(Finding finding, Verdict verdict) {
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, "unfinished-", "");
      Files.writeString(unfinished, (verdict.usable() ? USABLE : UNUSABLE) + verdict.text());
      Files.move(unfinished, file(finding), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      log.accept("cannot keep in " + folder + " that " + finding.place() + " was tried: " + e);
    }
  }

  private Path file(Finding finding) throws IOException {
    List<String> parts = new ArrayList<>(List.of(finding.library().name()));
    for (Path file : Stream.concat(finding.jars().stream(), finding.files().stream()).toList()) {
      Path real = file.toRealPath();
      parts.add(real.toString());
      parts.add(Long.toString(Files.size(real)));
      parts.add(Files.getLastModifiedTime(real).toString());
    }
    return folder.resolve("verdict-" + Digest.name(parts.toArray(new String[0])));
  }
}
