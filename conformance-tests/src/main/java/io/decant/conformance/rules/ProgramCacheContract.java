package io.decant.conformance.rules;

import io.decant.conformance.trial.CacheTrial;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.RuleViolation;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.View;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import io.decant.spi.support.ProgramCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a backend that keeps compiled programs in a {@link ProgramCache} owes its users; the cache
 * lies in a folder with the backend's name. For backends that claim it, beside {@link
 * BackendContract}: it adds the rule <b>cache.program</b>.
 */
public interface ProgramCacheContract extends BackendSubject {
  /** Runs an operator again and again, and damages its program in between. */
  @Test
  @DisplayName("cache.program: programs are found again, and unusable ones made anew")
  default void required_programsAreFoundAgain(@TempDir Path temporary) throws IOException {
    Presence.check(this);
    String name = provider().name();
    CacheTrial trial = new CacheTrial(temporary);
    negate(trial);
    List<Path> made = trial.files(name);
    RuleViolation.unless(!made.isEmpty(), "cache.program", "no program was stored");
    trial.said("is damaged", 0);
    negate(trial);
    RuleViolation.unless(
        made.equals(trial.files(name)), "cache.program", "there are other programs the next time");
    for (Path program : made) {
      Files.write(program, new byte[] {1, 2, 3});
    }
    negate(trial);
    trial.said("is damaged", made.size());
    ProgramCache cache = new ProgramCache(name, temporary.resolve(name), trial.listener());
    made.forEach(program -> cache.store(program.getFileName().toString(), new byte[100]));
    negate(trial);
    trial.said("is not accepted by the driver", made.size());
    negate(trial);
    trial.said("is not accepted by the driver", 0);
  }

  /** Opens a device and runs an operator. */
  private void negate(CacheTrial trial) {
    TensorSpec tensor = TensorSpec.float32(3);
    try (DeviceSession session = new DeviceSession(provider().open(deviceIndex(), trial));
        DeviceSlab slab = session.device().allocate(tensor.extentBytes())) {
      session.write(slab, 0, Float.floatToRawIntBits(1.5f), 0, 0);
      View view = new View(slab, 0, tensor);
      session.run(new Unary(Unary.Function.AFFINE, 3, -1, 0), view, view);
      float found = Float.intBitsToFloat(session.read(slab, 0, 1)[0]);
      RuleViolation.unless(found == -1.5f, "cache.program", "-1.5 came out as " + found);
    }
  }
}
