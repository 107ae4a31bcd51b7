package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What {@code mvn -Pdist verify} made, and programs that run in an environment without any Java.
 */
final class Unpacked {
  private final Path temporary;
  private final Path tools;

  /**
   * Prepares a folder with links to the few programs that a launcher needs.
   *
   * @param temporary an empty folder of the caller's
   */
  Unpacked(Path temporary) throws IOException {
    this.temporary = temporary;
    tools = Files.createDirectory(temporary.resolve("tools"));
    for (String tool : List.of("sh", "env", "dirname", "readlink", "sed", "stty", "find", "head")) {
      for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
        Path program = Path.of(folder, tool);
        if (Files.isExecutable(program)) {
          Files.createSymbolicLink(tools.resolve(tool), program);
          break;
        }
      }
    }
  }

  /** Returns the one file with this ending. */
  static Path made(String ending) throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("decant.dist")))) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + ending + " in decant.dist"));
    }
  }

  /** Runs a program without Java around it, which must succeed, and returns what it said. */
  String succeed(Path folder, Path program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("env", "-i", "PATH=" + tools, "HOME=" + temporary, program.toString()));
    command.addAll(List.of(arguments));
    return run(folder, command.toArray(new String[0]));
  }

  /** Runs a program of this machine, which must succeed, and returns what it said. */
  String run(Path folder, String... command) throws IOException, InterruptedException {
    Path said = temporary.resolve("said.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it does not end");
    assertEquals(0, process.exitValue(), Files.readString(said));
    return Files.readString(said);
  }
}
