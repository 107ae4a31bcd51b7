package io.decant.api.backend;

import io.decant.proto.caffe.SolverParameter;
import io.decant.spi.device.Availability;
import io.decant.spi.device.DeviceInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chooses the device. The first line that applies decides:
 *
 * <ol>
 *   <li>{@code --backend} and {@code --device}: that backend, that device; without {@code
 *       --device}, {@code --gpu} with one index, or the first device.
 *   <li>{@code --gpu N}: graphics processor N of the best backend that has one; several are
 *       refused.
 *   <li>{@code solver_mode: CPU}: the backend {@code cpu}.
 *   <li>{@code solver_mode: GPU} (Caffe's default): graphics processor {@code device_id}; without
 *       one, the CPU with a warning.
 *   <li>Otherwise: the best available backend's first device.
 * </ol>
 *
 * An explicit choice that cannot be had is an error, never another device.
 */
public final class BackendSelection {
  private final Backends backends;

  /** Creates a selection among these backends. */
  public BackendSelection(Backends backends) {
    this.backends = backends;
  }

  /**
   * Chooses.
   *
   * @throws DeviceUnavailableException when what was asked for explicitly cannot be had
   */
  public DeviceChoice choose(DeviceRequest request) {
    request.gpu().ifPresent(BackendSelection::refuseSeveral);
    if (request.backend().isPresent()) {
      return explicit(request.backend().get(), request.device().or(request::gpu));
    }
    if (request.device().isPresent()) {
      return named(request.device().get());
    }
    if (request.gpu().isPresent()) {
      return gpu(index("--gpu", request.gpu().get()), "--gpu " + request.gpu().get());
    }
    Optional<SolverParameter> solver = request.solver();
    if (solver.isEmpty()) {
      return best(List.of());
    }
    if (solver.get().getSolverMode() == SolverParameter.SolverMode.CPU) {
      return explicit("cpu", Optional.empty());
    }
    return backends.all().stream().anyMatch(FoundBackend::hasGpu)
        ? gpu(solver.get().getDeviceId(), "device_id: " + solver.get().getDeviceId())
        : best(List.of(noGpu()));
  }

  private static void refuseSeveral(String gpu) {
    if (gpu.equals("all") || gpu.contains(",")) {
      throw new DeviceUnavailableException(
          "--gpu "
              + gpu
              + " asks for several devices, which is not supported yet; name one, such as --gpu 0");
    }
  }

  private DeviceChoice explicit(String name, Optional<String> device) {
    FoundBackend backend =
        backends
            .named(name)
            .orElseThrow(
                () ->
                    new DeviceUnavailableException(
                        "there is no backend '"
                            + name
                            + "'; found: "
                            + names()
                            + "; put its jar on the class path"));
    requireAvailable(backend);
    if (device.isEmpty()) {
      return new DeviceChoice(backend.provider(), 0, List.of());
    }
    return backend.devices().stream()
        .filter(info -> matches(info, device.get()))
        .findFirst()
        .map(info -> new DeviceChoice(backend.provider(), info.index(), List.of()))
        .orElseThrow(
            () ->
                new DeviceUnavailableException(
                    "backend '"
                        + name
                        + "' has no device '"
                        + device.get()
                        + "'; it has "
                        + describe(backend.devices())));
  }

  private DeviceChoice named(String device) {
    for (FoundBackend backend : backends.all()) {
      for (DeviceInfo info : backend.devices()) {
        if (matches(info, device)) {
          return new DeviceChoice(backend.provider(), info.index(), List.of());
        }
      }
    }
    throw new DeviceUnavailableException(
        "no backend has a device '" + device + "'; found: " + describeAll());
  }

  private DeviceChoice gpu(int index, String asked) {
    for (FoundBackend backend : backends.all()) {
      List<DeviceInfo> gpus =
          backend.devices().stream().filter(info -> info.kind() == DeviceInfo.Kind.GPU).toList();
      if (!gpus.isEmpty()) {
        if (index < 0 || index >= gpus.size()) {
          throw new DeviceUnavailableException(
              asked
                  + ": backend '"
                  + backend.name()
                  + "' has "
                  + gpus.size()
                  + " graphics processors: "
                  + describe(gpus));
        }
        return new DeviceChoice(backend.provider(), gpus.get(index).index(), List.of());
      }
    }
    throw new DeviceUnavailableException(
        asked
            + " asks for a graphics processor, none was found: "
            + describeAll()
            + "; add the jar of a GPU backend and its driver, or leave the flag out");
  }

  private DeviceChoice best(List<String> warnings) {
    return backends.all().stream()
        .filter(backend -> backend.availability().available() && !backend.devices().isEmpty())
        .findFirst()
        .map(backend -> new DeviceChoice(backend.provider(), 0, warnings))
        .orElseThrow(
            () -> new DeviceUnavailableException("no backend can be used: " + describeAll()));
  }

  private String noGpu() {
    return "the solver asks for a GPU (solver_mode: GPU, which is also the default), none was found:"
        + " "
        + describeAll()
        + "; running on the CPU; solver_mode: CPU says that this is meant";
  }

  private static void requireAvailable(FoundBackend backend) {
    Availability availability = backend.availability();
    if (!availability.available() || backend.devices().isEmpty()) {
      throw new DeviceUnavailableException(
          "backend '"
              + backend.name()
              + "' cannot be used: "
              + (availability.available()
                  ? "it has no device"
                  : availability.cause() + "; " + availability.remedy()));
    }
  }

  private static boolean matches(DeviceInfo info, String device) {
    return device.equals(Integer.toString(info.index()))
        || (!device.chars().allMatch(Character::isDigit)
            && info.name().toLowerCase(Locale.ROOT).contains(device.toLowerCase(Locale.ROOT)));
  }

  private static int index(String flag, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new DeviceUnavailableException(
          flag + " takes the index of a device, not '" + text + "'");
    }
  }

  private String names() {
    return backends.all().stream().map(FoundBackend::name).collect(Collectors.joining(", "));
  }

  private String describeAll() {
    String found =
        backends.all().stream().map(FoundBackend::describe).collect(Collectors.joining(", "));
    String broken = String.join(", ", backends.broken());
    return found + (found.isEmpty() || broken.isEmpty() ? "" : ", ") + broken;
  }

  private static String describe(List<DeviceInfo> devices) {
    return devices.stream()
        .map(info -> info.index() + " (" + info.name() + ")")
        .collect(Collectors.joining(", "));
  }
}
