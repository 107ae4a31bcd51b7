package io.decant.api.backend;

import io.decant.proto.caffe.SolverParameter;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may say which device to use, strongest first; {@link Precedence} is the table.
 *
 * @param backend {@code --backend}: the name of a backend
 * @param device {@code --device}: an index, or part of a name
 * @param gpu {@code --gpu}: indices separated by commas, or {@code all}
 * @param solver solver_mode and device_id of a solver
 */
public record DeviceRequest(
    Optional<String> backend,
    Optional<String> device,
    Optional<String> gpu,
    Optional<SolverParameter> solver) {
  /** Asks for the best there is. */
  public static final DeviceRequest BEST =
      new DeviceRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Takes from properties what was not asked for by flag. */
  DeviceRequest orProperties(Function<String, @Nullable String> properties) {
    return new DeviceRequest(
        backend.or(() -> property(properties, "decant.backend")),
        device.or(() -> property(properties, "decant.device")),
        gpu,
        solver);
  }

  private static Optional<String> property(
      Function<String, @Nullable String> properties, String key) {
    return Optional.ofNullable(properties.apply(key)).filter(value -> !value.isBlank());
  }
}
