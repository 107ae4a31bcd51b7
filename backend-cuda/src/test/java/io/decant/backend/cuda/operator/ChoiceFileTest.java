package io.decant.backend.cuda.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.backend.cuda.operator.Choices.Choice;
import io.decant.spi.device.BackendListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceFileTest {
  private static final Choice KERNELS = new Choice("kernels", 1200);
  private static final Choice ENGINE = new Choice("cuDNN engine 1 #2 then bias", 900);

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void choicesAreThereInTheNextProcess() {
    ChoiceFile first = open();
    assertEquals(Optional.empty(), first.of("conv[1]"));
    first.remember("conv[1]", KERNELS);
    first.remember("conv[2]", ENGINE);
    assertEquals(Optional.of(KERNELS), first.of("conv[1]"));
    assertEquals(Optional.of(KERNELS), open().of("conv[1]"));
    assertEquals(Optional.of(ENGINE), open().of("conv[2]"));
    assertEquals(List.of(), warnings);
  }

  @Test
  void ofSeveralAnswersTheLastCounts() {
    open().remember("conv[1]", KERNELS);
    open().remember("conv[1]", ENGINE);
    assertEquals(Optional.of(ENGINE), open().of("conv[1]"));
  }

  @Test
  void damagedLinesArePassedOver() throws IOException {
    open().remember("conv[1]", KERNELS);
    Files.writeString(file(), Files.readString(file()) + "conv[2]\tcuDNN\tlong\nconv[3]\tcuD");
    open().remember("conv[4]", ENGINE);
    ChoiceFile again = open();
    assertEquals(Optional.of(KERNELS), again.of("conv[1]"));
    assertEquals(Optional.empty(), again.of("conv[2]"));
    assertEquals(Optional.empty(), again.of("conv[3]"));
    assertEquals(Optional.of(ENGINE), again.of("conv[4]"));
  }

  @Test
  void aFolderThatCannotBeWrittenToIsSaidOnce() throws IOException {
    Files.writeString(folder.resolve("cuda"), "a file, no folder");
    ChoiceFile choices = open();
    choices.remember("conv[1]", KERNELS);
    choices.remember("conv[2]", KERNELS);
    assertEquals(Optional.of(KERNELS), choices.of("conv[2]"));
    assertEquals(1, warnings.size(), warnings.toString());
  }

  private Path file() {
    return folder.resolve("cuda").resolve("choices.txt");
  }

  private ChoiceFile open() {
    return new ChoiceFile(
        file(),
        new BackendListener() {
          @Override
          public void info(String message) {}

          @Override
          public void warning(String message) {
            warnings.add(message);
          }
        });
  }
}
