package example.skeleton;

import io.decant.conformance.rules.BackendContract;
import io.decant.conformance.rules.FaultyWork;
import io.decant.spi.device.BackendProvider;
import java.util.Optional;

/** The claim: one method is enough; the second one shows how work can be made to fail. */
class SkeletonConformanceTest implements BackendContract {
  @Override
  public BackendProvider provider() {
    return new SkeletonProvider();
  }

  @Override
  public Optional<FaultyWork> faultyWork() {
    return Optional.of(
        (device, stream) ->
            ((SkeletonStream) stream)
                .enqueue(
                    () -> {
                      throw new ArithmeticException("made to fail");
                    }));
  }
}
