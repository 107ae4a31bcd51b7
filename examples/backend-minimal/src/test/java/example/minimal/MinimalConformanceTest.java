package example.minimal;

import io.decant.conformance.rules.BackendContract;
import io.decant.conformance.rules.FaultyWork;
import io.decant.spi.device.BackendProvider;
import java.util.Optional;

/** The claim: one method is enough; the second one shows how work can be made to fail. */
class MinimalConformanceTest implements BackendContract {
  @Override
  public BackendProvider provider() {
    return new MinimalProvider();
  }

  @Override
  public Optional<FaultyWork> faultyWork() {
    return Optional.of(
        (device, stream) ->
            ((MinimalStream) stream)
                .enqueue(
                    () -> {
                      throw new ArithmeticException("made to fail");
                    }));
  }
}
