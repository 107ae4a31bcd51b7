package io.decant.backend.opencl.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.backend.opencl.OpenClBackendProvider;
import io.decant.backend.opencl.OpenClDevices;
import io.decant.conformance.trial.DeviceSession;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.View;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import io.decant.spi.support.ProgramCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs on disk, as a device uses them. */
class ProgramsTest {
  @TempDir Path temporary;
  private final List<String> said = new ArrayList<>();

  @Test
  void programsAreFoundAgainAndUnusableOnesMadeAnew() throws IOException {
    OpenClDevices.assumeAvailable();
    negate();
    List<Path> made = programs();
    assertFalse(made.isEmpty(), "no program was stored");
    negate();
    assertEquals(made, programs(), "the same programs serve again");
    assertEquals(List.of(), said);
    for (Path program : made) {
      Files.write(program, new byte[] {1, 2, 3});
    }
    negate();
    assertEquals(made.size(), said("is damaged"));
    assertEquals(made, programs());
    said.clear();
    ProgramCache cache = new ProgramCache("opencl", temporary.resolve("opencl"), listener());
    made.forEach(program -> cache.store(program.getFileName().toString(), new byte[100]));
    negate();
    assertEquals(made.size(), said("is not accepted by the driver"));
    said.clear();
    negate();
    assertEquals(List.of(), said);
  }

  /** Opens a device and runs an operator. */
  private void negate() {
    TensorSpec tensor = TensorSpec.float32(3);
    try (DeviceSession session =
            new DeviceSession(new OpenClBackendProvider().open(0, new Context()));
        DeviceSlab slab = session.device().allocate(tensor.extentBytes())) {
      session.write(slab, 0, Float.floatToRawIntBits(1.5f), 0, 0);
      View view = new View(slab, 0, tensor);
      session.run(new Unary(Unary.Function.AFFINE, 3, -1, 0), view, view);
      assertEquals(-1.5f, Float.intBitsToFloat(session.read(slab, 0, 1)[0]));
    }
  }

  private List<Path> programs() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("opencl"))) {
      return files.sorted().toList();
    }
  }

  private int said(String part) {
    assertTrue(said.stream().allMatch(line -> line.contains(part)), said.toString());
    return said.size();
  }

  private BackendListener listener() {
    return new BackendListener() {
      @Override
      public void info(String message) {
        said.add(message);
      }

      @Override
      public void warning(String message) {
        said.add(message);
      }
    };
  }

  /** A context with a cache of its own. */
  private final class Context implements BackendContext {
    @Override
    public Optional<String> property(String key) {
      return Optional.empty();
    }

    @Override
    public Path cacheDirectory() {
      return temporary;
    }

    @Override
    public OptionalLong memoryLimit() {
      return OptionalLong.empty();
    }

    @Override
    public BackendListener listener() {
      return ProgramsTest.this.listener();
    }
  }
}
