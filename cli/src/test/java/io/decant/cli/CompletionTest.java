package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.decant.cli.tool.ToolCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, in a real bash. */
class CompletionTest {
  @TempDir Path folder;

  @Test
  void bashCompletesCommandsAndFlags() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
    ToolCall call = ToolCall.of(Commands.tools(), "completion", "bash");
    assertEquals(0, call.code());
    Files.writeString(folder.resolve("complete.sh"), call.out());
    assertEquals("train", complete("decant", "tra"));
    assertEquals("convert_mnist_data convert_mnist_siamese_data", complete("decant", "convert_m"));
    assertEquals("--sigint_effect", complete("decant", "train", "--sigi"));
    assertEquals("--rankdir", complete("decant", "draw", "--ran"));
    assertEquals(2, ToolCall.of(Commands.tools(), "completion", "fish").code());
  }

  private String complete(String... words) throws IOException, InterruptedException {
    String script =
        "compopt() { :; }; source complete.sh; COMP_WORDS=("
            + String.join(" ", words)
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; _complete_decant; echo $(printf '%s\\n' \"${COMPREPLY[@]}\" | sort)";
    Process process =
        new ProcessBuilder("/bin/bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertTrue(process.waitFor() == 0, said);
    return said;
  }
}
