package example.memory;

import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.rules.TieringContract;
import io.decant.spi.device.BackendProvider;
import java.util.List;

/** Small nets train by the planner, through the tier, and learn what they learn without. */
class TrainingTest implements TieringContract {
  @Override
  public BackendProvider provider() {
    return new CpuBackendProvider();
  }

  @Override
  public List<String> planners() {
    return List.of("eager");
  }
}
