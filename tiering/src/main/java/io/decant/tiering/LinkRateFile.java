package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.memory.LinkRates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rates of a device's link as they were measured on this host, kept in a file of their own, so
 * that later processes plan with the same. To have them measured again, delete the file. A file
 * that is damaged, or of another device, driver or host, does not count.
 */
final class LinkRateFile {
  private final Path file;
  private final String key;
  private final BackendListener listener;

  /**
   * Names the file.
   *
   * @param folder where it is
   * @param device by its name and driver
   * @param host by its name
   * @param listener told what goes wrong
   */
  LinkRateFile(Path folder, DeviceInfo device, String host, BackendListener listener) {
    this.key = device.name() + "; " + device.details() + "; " + host;
    this.file = folder.resolve(String.format(Locale.ROOT, "link-%08x.txt", key.hashCode()));
    this.listener = listener;
  }

  /** Returns what an earlier process has kept; empty when there is nothing that counts. */
  Optional<LinkRates> read() {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() != 5 || !lines.get(0).equals(key)) {
        return Optional.empty();
      }
      return Optional.of(
          new LinkRates(
              Double.parseDouble(lines.get(1)),
              Double.parseDouble(lines.get(2)),
              Double.parseDouble(lines.get(3)),
              Double.parseDouble(lines.get(4))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      listener.info("the rates of the link in " + file + " cannot be read: " + e);
      return Optional.empty();
    }
  }

  /** Keeps rates; a process that reads meanwhile finds either the old file or the new one. */
  void write(LinkRates rates) {
    List<String> lines =
        List.of(
            key,
            Double.toString(rates.in()),
            Double.toString(rates.out()),
            Double.toString(rates.both()),
            Double.toString(rates.latency()));
    try {
      Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "link-", ".tmp");
      Files.write(fresh, lines);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      listener.info("the rates of the link cannot be kept in " + file + ": " + e);
    }
  }
}
