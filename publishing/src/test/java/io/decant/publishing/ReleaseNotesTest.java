package io.decant.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that makes release notes of the log, in a repository made for it. */
class ReleaseNotesTest {
  @TempDir Path folder;

  @Test
  void groupsSubjectsByArea() throws IOException, InterruptedException {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the script needs bash");
    git("init", "-q");
    commit("api: before the last release");
    git("tag", "v0.1.0");
    commit("cli: a new flag");
    commit("cli, docs: another one");
    commit("API: nets close");
    commit("a sentence: with a colon in it");
    commit("no area");
    String script = Artifacts.ROOT.resolve("publishing/release-notes.sh").toString();
    assertEquals(
        """
        # Decant 0.2.0

        5 changes since v0.1.0.

        ## cli
        - A new flag
        - Another one

        ## api
        - Nets close

        ## other
        - A sentence: with a colon in it
        - No area
        """,
        run("bash", script, "0.2.0", "v0.1.0"));
  }

  private void commit(String subject) throws IOException, InterruptedException {
    git("commit", "-q", "--allow-empty", "-m", subject);
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=test", "-c", "user.email=test@decant.invalid"));
    command.addAll(List.of(arguments));
    run(command.toArray(new String[0]));
  }

  private String run(String... command) throws IOException, InterruptedException {
    JavaProcess.Result result = JavaProcess.run(folder, List.of(command));
    assertEquals(0, result.code(), result.output());
    return result.output();
  }
}
