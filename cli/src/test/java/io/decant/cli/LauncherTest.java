package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.decant.api.command.CommandProvider;
import io.decant.cli.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code decant}, in front of a Java that only tells how it was called. */
class LauncherTest {
  private static final String ECHO =
      "#!/bin/sh\nfor word in \"$@\"; do printf '<%s>\\n' \"$word\"; done\nexit 7\n";

  @TempDir Path temporary;
  private Path root;
  private String said = "";

  @BeforeEach
  void checkout() throws IOException {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "decant.cmd is used there");
    root = temporary.resolve("a checkout");
    Files.createDirectories(root.resolve("cli/target/lib"));
    Files.createFile(root.resolve("cli/target/decant-cli-1.jar"));
    Files.createFile(root.resolve("cli/target/decant-cli-1-sources.jar"));
    Path script = Path.of("..", "decant").toAbsolutePath().normalize();
    Files.copy(script, root.resolve("decant"));
    executable(root.resolve("decant"));
    java(temporary.resolve("jdk"), "17.0.9");
  }

  @Test
  void argumentsArriveAsGivenFromElsewhereThroughLinks() throws Exception {
    Path bin = Files.createDirectory(temporary.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("there"), root.resolve("decant"));
    Path link = Files.createSymbolicLink(bin.resolve("decant"), Path.of("there"));
    assertEquals(7, run(link, "train", "--solver=my solver.prototxt", "*", "", "a\"b$c"));
    assertTrue(
        said.endsWith(
            "<io.decant.cli.Main>\n<train>\n<--solver=my solver.prototxt>\n<*>\n<>\n<a\"b$c>\n"),
        said);
    String cli = root.toRealPath() + "/cli/target/";
    assertTrue(
        said.contains(
            "<" + cli + "decant-cli-1.jar:" + cli + "lib/*:" + root.toRealPath() + "/plugins/*>"),
        said);
  }

  @Test
  void underTheNameOfAToolItIsThatTool() throws Exception {
    Path bin = Files.createDirectory(root.resolve("bin"));
    Path link = temporary.resolve("convert_imageset.bin");
    for (String name : List.of("caffe", "convert_imageset", "convert_imageset.bin")) {
      Files.createSymbolicLink(bin.resolve(name), Path.of("..", "decant"));
    }
    Files.createSymbolicLink(link, bin.resolve("convert_imageset.bin"));
    assertEquals(7, run(bin.resolve("caffe"), "train"));
    assertTrue(said.contains("<-Ddecant.program=caffe>"), said);
    assertTrue(said.endsWith("<io.decant.cli.Main>\n<train>\n"), said);
    for (Path tool : List.of(bin.resolve("convert_imageset"), link)) {
      assertEquals(7, run(tool, "--gray", "a b"));
      assertTrue(said.contains("<-Ddecant.program=convert_imageset>"), said);
      assertTrue(said.endsWith("Main>\n<convert_imageset>\n<--gray>\n<a b>\n"), said);
    }
  }

  @Test
  void anArchiveHasCopiesInBin() throws Exception {
    Path bin = Files.createDirectory(root.resolve("bin"));
    Files.copy(root.resolve("decant"), bin.resolve("caffe"));
    executable(bin.resolve("caffe"));
    java(root.resolve("runtime"), "21.0.1");
    assertEquals(7, run(bin.resolve("caffe"), "device_query"));
    assertTrue(said.contains("<" + root.toRealPath() + "/lib/*:"), said);
  }

  /** The folder bin has the command and each tool, under both names that Caffe's build gives. */
  @Test
  void theFolderBinHasEveryTool() throws Exception {
    List<String> names;
    try (var files = Files.list(Path.of("..", "bin"))) {
      names = files.map(file -> file.getFileName().toString()).sorted().toList();
    }
    List<String> expected = new ArrayList<>(List.of("decant", "caffe", "caffe.bin"));
    for (CommandProvider tool : Tools.all()) {
      expected.add(tool.name());
      expected.add(tool.name() + ".bin");
    }
    assertEquals(expected.stream().sorted().toList(), names);
    for (String name : names) {
      assertEquals(Path.of("..", "decant"), Files.readSymbolicLink(Path.of("..", "bin", name)));
    }
  }

  @Test
  void flagsFitTheVersionOfJava() throws Exception {
    assertEquals(7, run(root.resolve("decant")));
    assertTrue(said.contains("<--enable-native-access=ALL-UNNAMED>"), said);
    assertTrue(!said.contains("sun-misc") && !said.contains("-Xmx"), said);
    java(temporary.resolve("jdk"), "25.0.1");
    assertEquals(7, run(root.resolve("decant")));
    assertTrue(said.contains("<--sun-misc-unsafe-memory-access=allow>"), said);
  }

  @Test
  void javaKeepsItsSignals() throws Exception {
    Path home = temporary.resolve("jdk");
    Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho \"<$LD_PRELOAD>\"\n");
    assertEquals(0, run(root.resolve("decant")));
    assertEquals("<>\n", said);
    Path library = Files.createDirectory(home.resolve("lib")).resolve("libjsig.so");
    Files.createFile(library);
    assertEquals(0, run(root.resolve("decant")));
    assertTrue(said.endsWith("<" + library.toRealPath() + ">\n"), said);
  }

  @Test
  void aJavaThatWillNotDoIsRefused() throws Exception {
    java(temporary.resolve("jdk"), "11.0.2");
    assertEquals(1, run(root.resolve("decant")));
    assertTrue(said.contains("is Java 11.0.2; version 17 or later is needed"), said);
    Files.delete(temporary.resolve("jdk/bin/java"));
    assertEquals(1, run(root.resolve("decant")));
    assertTrue(said.startsWith("decant: JAVA_HOME is ") && said.lines().count() == 1, said);
  }

  /** It runs whatever lies in the folder plugins. */
  @Test
  void pluginsThatEverybodyMayWriteToAreRefused() throws Exception {
    Path plugins = Files.createDirectory(root.resolve("plugins"));
    Path jar = Files.createFile(plugins.resolve("backend.jar"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-r--"));
    Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertEquals(7, run(root.resolve("decant"), "device_query"));
    for (Path exposed : List.of(plugins, jar)) {
      var before = Files.getPosixFilePermissions(exposed);
      Files.setPosixFilePermissions(exposed, PosixFilePermissions.fromString("rwxrwxrwx"));
      assertEquals(1, run(root.resolve("decant"), "device_query"));
      assertTrue(said.startsWith("decant: everybody may write to "), said);
      assertTrue(said.contains(exposed.toRealPath() + ", and what lies in plugins runs"), said);
      assertTrue(said.lines().count() == 1, said);
      Files.setPosixFilePermissions(exposed, before);
    }
  }

  @Test
  void whatIsNotBuiltSaysSo() throws Exception {
    Files.delete(root.resolve("cli/target/lib"));
    assertEquals(1, run(root.resolve("decant"), "--version"));
    assertTrue(said.startsWith("decant: not built yet; run "), said);
  }

  @Test
  void anArchiveUsesItsOwnJava() throws Exception {
    java(root.resolve("runtime"), "21.0.1");
    java(temporary.resolve("jdk"), "11.0.2");
    assertEquals(7, run(root.resolve("decant"), "device_query"));
    String real = root.toRealPath().toString();
    assertTrue(said.contains("<" + real + "/lib/*:" + real + "/plugins/*>"), said);
  }

  private static void java(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/java"), ECHO);
    executable(home.resolve("bin/java"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private int run(Path script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path output = temporary.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", temporary.resolve("jdk").toString());
    builder.environment().put("DECANT_NO_BUILD", "1");
    builder.environment().keySet().removeAll(List.of("DECANT_JAVA_OPTS", "LD_PRELOAD"));
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
    said = Files.readString(output);
    return process.exitValue();
  }
}
