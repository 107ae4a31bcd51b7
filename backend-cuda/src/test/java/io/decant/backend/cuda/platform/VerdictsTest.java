package io.decant.backend.cuda.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictsTest {
  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();
  private Path library = Path.of("");

  @BeforeEach
  void makeLibrary() throws IOException {
    library = Files.writeString(folder.resolve("libcublas.so.13"), "one");
  }

  @Test
  void areKeptFromOneProcessToTheNext() {
    assertEquals(Optional.empty(), verdicts().of(finding()));
    Verdict no = new Verdict(false, "a process that loads it ends with status 134");
    verdicts().keep(finding(), no);
    assertEquals(Optional.of(no), verdicts().of(finding()));
    Verdict yes = new Verdict(true, "13.1.0");
    verdicts().keep(finding(), yes);
    assertEquals(Optional.of(yes), verdicts().of(finding()));
    assertEquals(List.of(), log);
  }

  @Test
  void areForgottenWhenTheLibraryChanges() throws IOException {
    verdicts().keep(finding(), new Verdict(true, "13.1.0"));
    Files.setLastModifiedTime(library, FileTime.fromMillis(1));
    assertEquals(Optional.empty(), verdicts().of(finding()));
    verdicts().keep(finding(), new Verdict(true, "13.1.0"));
    Files.writeString(library, "longer");
    Files.setLastModifiedTime(library, FileTime.fromMillis(1));
    assertEquals(Optional.empty(), verdicts().of(finding()));
  }

  @Test
  void aDamagedFileIsNoVerdict() throws IOException {
    verdicts().keep(finding(), new Verdict(true, "13.1.0"));
    try (var files = Files.list(folder.resolve("kept"))) {
      Files.writeString(files.findFirst().orElseThrow(), "usa");
    }
    assertEquals(Optional.empty(), verdicts().of(finding()));
  }

  @Test
  void whatCannotBeKeptIsSaid() throws IOException {
    Files.writeString(folder.resolve("kept"), "a file, no folder");
    verdicts().keep(finding(), new Verdict(true, "13.1.0"));
    assertEquals(1, log.size());
  }

  private Verdicts verdicts() {
    return new Verdicts(folder.resolve("kept"), log::add);
  }

  private Finding finding() {
    return new Finding(CudaLibrary.CUBLAS, "", List.of(), List.of(library), "cuBLAS");
  }
}
