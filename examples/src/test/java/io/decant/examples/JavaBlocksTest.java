package io.decant.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java in Javadoc comments and in docs/java.md compiles, runs, and prints what it says. */
class JavaBlocksTest {
  private static final String SERVER = "DigitServer";
  private static final String LISTENING = "Listening on port ";

  @Test
  void examplesInCommentsDoWhatTheySay(@TempDir Path folder) throws Exception {
    List<JavaBlock> blocks = new ArrayList<>();
    for (String module : List.of("proto", "api", "data")) {
      blocks.addAll(JavaBlock.inComments(Shell.ROOT.resolve(module + "/src/main/java/io")));
    }
    assertTrue(blocks.size() >= 10, "only " + blocks.size() + " examples were found");
    compile(blocks, folder);
    for (JavaBlock block : blocks) {
      run(block, folder);
    }
  }

  @Test
  void theTutorialDoesWhatItSays(@TempDir Path folder) throws Exception {
    List<JavaBlock> blocks = JavaBlock.inPage(Shell.ROOT.resolve("docs/java.md"));
    assertTrue(blocks.size() >= 7, "only " + blocks.size() + " programs were found");
    compile(blocks, folder);
    for (JavaBlock block : blocks) {
      if (block.name().equals(SERVER)) {
        serve(folder);
      } else {
        run(block, folder);
      }
    }
    assertEquals(1, blocks.stream().filter(block -> block.name().equals(SERVER)).count());
  }

  private static void compile(List<JavaBlock> blocks, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
      List<Path> sources = new ArrayList<>();
      for (JavaBlock block : blocks) {
        sources.add(Files.writeString(folder.resolve(block.name() + ".java"), block.source()));
      }
      List<String> options =
          List.of(
              "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
      boolean compiled =
          compiler
              .getTask(
                  null, files, problems, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertTrue(compiled, () -> problems.getDiagnostics().toString());
    }
  }

  private static void run(JavaBlock block, Path folder) throws IOException, InterruptedException {
    Shell.Result result = Shell.run(command(block.name(), folder).toArray(String[]::new));
    String output = String.join("\n", result.output());
    assertEquals(0, result.code(), block.where() + ": " + output);
    int at = 0;
    for (String line : block.printed()) {
      int found = result.output().subList(at, result.output().size()).indexOf(line);
      assertTrue(found >= 0, block.where() + " does not print '" + line + "':\n" + output);
      at += found + 1;
    }
  }

  private static List<String> command(String name, Path folder) {
    String classes = folder + System.getProperty("path.separator");
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes + System.getProperty("java.class.path"),
            name));
  }

  /** Posts a digit to the server, and what is no picture. */
  private static void serve(Path folder) throws IOException, InterruptedException {
    List<String> command = command(SERVER, folder);
    command.add("0");
    Process server =
        new ProcessBuilder(command)
            .directory(Shell.ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && !line.startsWith(LISTENING)) {
        line = lines.readLine();
      }
      assertTrue(line != null, "the server ended");
      URI address = URI.create("http://localhost:" + line.substring(LISTENING.length()) + "/");
      Path digit = Shell.ROOT.resolve("examples/classification/digit.png");
      HttpResponse<String> classes = post(address, Files.readAllBytes(digit));
      assertEquals(200, classes.statusCode());
      assertEquals(3, classes.body().lines().count());
      assertTrue(classes.body().startsWith("7 "), classes.body());
      HttpResponse<String> refused = post(address, new byte[] {1, 2, 3});
      assertEquals(400, refused.statusCode());
      assertTrue(refused.body().contains("the picture"), refused.body());
    } finally {
      server.destroyForcibly();
      assertTrue(server.waitFor(60, TimeUnit.SECONDS));
    }
  }

  private static HttpResponse<String> post(URI address, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofMinutes(1))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
