package example.kernel;

import io.decant.conformance.rules.BackendContract;
import io.decant.conformance.rules.FaultyWork;
import io.decant.conformance.rules.ProgramCacheContract;
import io.decant.spi.device.BackendProvider;
import java.util.List;
import java.util.Optional;

/**
 * The claim: all rules, and those of a backend that keeps compiled programs. A machine without a C
 * compiler passes it over, unless {@code DECANT_REQUIRE_CC=1} asks for it.
 */
class CcConformanceTest implements BackendContract, ProgramCacheContract {
  @Override
  public BackendProvider provider() {
    return new CcProvider();
  }

  @Override
  public boolean deviceRequired() {
    return false;
  }

  @Override
  public Optional<FaultyWork> faultyWork() {
    return Optional.of(
        (device, stream) ->
            ((CcStream) stream)
                .enqueue(
                    "work",
                    List.of(),
                    none -> {
                      throw new ArithmeticException("made to fail");
                    }));
  }
}
