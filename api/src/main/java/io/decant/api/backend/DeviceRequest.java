package io.decant.api.backend;

import io.decant.proto.caffe.SolverParameter;
import java.util.Optional;

/**
 * Everything that may say which device to use, strongest first.
 *
 * @param backend {@code --backend} or the property decant.backend
 * @param device {@code --device} or the property decant.device: an index, or part of a name
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
}
