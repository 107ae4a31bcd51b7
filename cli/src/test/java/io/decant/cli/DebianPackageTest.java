package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package that {@code publishing/debian.sh} makes of the archive, unpacked. */
@EnabledIfSystemProperty(named = "decant.dist", matches = ".+")
class DebianPackageTest {
  @TempDir Path temporary;

  @Test
  void hasTheCommandAndWhatItNeeds() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "this is no Debian");
    Unpacked machine = new Unpacked(temporary);
    String archive = Unpacked.made(".tar.gz").toString();
    machine.run(Path.of("..").toAbsolutePath(), "publishing/debian.sh", archive);

    Path made = Unpacked.made(".deb");
    machine.run(made.getParent(), "sha256sum", "-c", made.getFileName() + ".sha256");
    String control = machine.run(temporary, "dpkg-deb", "--field", made.toString());
    assertTrue(control.startsWith("Package: decant\n"), control);
    assertTrue(control.matches("(?s).*\nDepends: [^\n]*\\blibc6\\b.*"), control);
    String version = Version.get().replace('-', '~');
    assertTrue(control.contains("\nVersion: " + version + "\n"), control);

    Path root = Files.createDirectory(temporary.resolve("root"));
    machine.run(temporary, "dpkg-deb", "--extract", made.toString(), root.toString());
    Path command = Files.readSymbolicLink(root.resolve("usr/bin/decant"));
    assertEquals(Path.of("/opt/decant/decant"), command);
    String said = machine.succeed(temporary, root.resolve("opt/decant/decant"), "--version");
    assertTrue(said.startsWith("decant " + Version.get()), said);
    String copyright = Files.readString(root.resolve("usr/share/doc/decant/copyright"));
    assertTrue(copyright.contains("Apache License"), copyright);
  }
}
