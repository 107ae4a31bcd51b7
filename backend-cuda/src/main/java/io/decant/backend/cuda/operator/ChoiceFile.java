package io.decant.backend.cuda.operator;

import io.decant.spi.device.BackendListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Choices in a text file: a line for each, question, name and nanoseconds with tabs between them.
 * Several processes may add to it; of several answers to one question the last counts. A line that
 * is damaged is passed over.
 */
final class ChoiceFile implements Choices {
  private static final String BETWEEN = "\t";
  private static final int PARTS = 3;

  private final Path file;
  private final BackendListener listener;
  private final Map<String, Choice> choices = new HashMap<>();
  private boolean complained;

  /**
   * Reads the file, if there is one.
   *
   * @param listener told what goes wrong
   */
  ChoiceFile(Path file, BackendListener listener) {
    this.file = file;
    this.listener = listener;
    read();
  }

  private void read() {
    try {
      for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
        String[] parts = line.split(BETWEEN);
        if (parts.length == PARTS && parts[2].matches("\\d{1,18}")) {
          choices.put(parts[0], new Choice(parts[1], Long.parseLong(parts[2])));
        }
      }
    } catch (NoSuchFileException e) {
      choices.clear();
    } catch (IOException e) {
      complain("cannot read " + file, e);
    }
  }

  @Override
  public synchronized Optional<Choice> of(String question) {
    return Optional.ofNullable(choices.get(question));
  }

  /** The line begins with a line break, so that one that was cut off spoils no other. */
  @Override
  public synchronized void remember(String question, Choice choice) {
    choices.put(question, choice);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          "\n" + question + BETWEEN + choice.name() + BETWEEN + choice.nanos() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      complain("cannot write to " + file, e);
    }
  }

  private void complain(String what, IOException cause) {
    if (!complained) {
      complained = true;
      listener.warning(
          "cuda: "
              + what
              + ": "
              + cause
              + "; algorithms are chosen anew in each run, which then may differ in the last bits");
    }
  }
}
