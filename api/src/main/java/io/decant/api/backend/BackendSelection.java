package io.decant.api.backend;

import io.decant.proto.caffe.SolverParameter;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceInfo.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the device: the first line of {@link Precedence} that applies decides. An explicit choice
 * that cannot be had is an error, never another device. Thread-safe.
 */
public final class BackendSelection {
  private final Backends backends;
  private final Function<String, @Nullable String> properties;

  /** Creates a selection among these backends; the properties are the system's. */
  public BackendSelection(Backends backends) {
    this(backends, System::getProperty);
  }

  BackendSelection(Backends backends, Function<String, @Nullable String> properties) {
    this.backends = backends;
    this.properties = properties;
  }

  /**
   * Chooses.
   *
   * @throws DeviceUnavailableException when what was asked for explicitly cannot be had
   */
  public DeviceChoice choose(DeviceRequest flags) {
    DeviceRequest request = flags.orProperties(properties);
    List<String> warnings = new ArrayList<>();
    if (request.gpu().isPresent() && request.device().isPresent()) {
      warnings.add(
          "--gpu "
              + request.gpu().get()
              + " is ignored: the device was named as '"
              + request.device().get()
              + "'");
    }
    if (request.backend().isPresent()) {
      return ofBackend(named(request.backend().get()), request, warnings);
    }
    if (request.device().isPresent()) {
      return device(request.device().get(), warnings);
    }
    if (request.gpu().isPresent()) {
      return gpu(request.gpu().get(), withGpu("--gpu " + request.gpu().get()), Precedence.GPU);
    }
    return request.solver().map(this::ofSolver).orElseGet(() -> best(List.of()));
  }

  private DeviceChoice ofBackend(
      FoundBackend backend, DeviceRequest request, List<String> warnings) {
    if (request.device().isPresent()) {
      DeviceInfo info = find(backend, request.device().get());
      return choice(backend, info, Precedence.BACKEND_OR_DEVICE, warnings);
    }
    if (request.gpu().isPresent()) {
      return gpu(request.gpu().get(), backend, Precedence.BACKEND_OR_DEVICE);
    }
    return choice(backend, backend.devices().get(0), Precedence.BACKEND_OR_DEVICE, warnings);
  }

  private DeviceChoice device(String device, List<String> warnings) {
    if (isIndex(device)) {
      FoundBackend best = bestBackend();
      return choice(best, find(best, device), Precedence.BACKEND_OR_DEVICE, warnings);
    }
    for (FoundBackend backend : backends.all()) {
      Optional<DeviceInfo> info = match(backend, device);
      if (info.isPresent()) {
        return choice(backend, info.get(), Precedence.BACKEND_OR_DEVICE, warnings);
      }
    }
    throw new DeviceUnavailableException(
        "--device "
            + device
            + ": no backend has a device of that name; found: "
            + backends.describe()
            + "; 'decant device_query' lists the devices");
  }

  private DeviceChoice ofSolver(SolverParameter solver) {
    if (solver.getSolverMode() == SolverParameter.SolverMode.CPU) {
      return cpu(Precedence.SOLVER_CPU, List.of())
          .orElseThrow(
              () ->
                  new DeviceUnavailableException(
                      "solver_mode: CPU asks for a CPU device, none was found: "
                          + backends.describe()
                          + "; add the jar decant-backend-cpu, or choose with --backend"));
    }
    if (backends.all().stream().anyMatch(FoundBackend::hasGpu)) {
      String asked = "device_id: " + solver.getDeviceId();
      return gpu(Integer.toString(solver.getDeviceId()), withGpu(asked), Precedence.SOLVER_GPU);
    }
    List<String> warnings = List.of(runningOnCpu());
    return cpu(Precedence.SOLVER_GPU, warnings).orElseGet(() -> best(warnings));
  }

  private Optional<DeviceChoice> cpu(Precedence because, List<String> warnings) {
    return bestFor(Kind.CPU)
        .map(backend -> choice(backend, backend.devices(Kind.CPU).get(0), because, warnings));
  }

  /** Returns the best backend that has a device of a kind, and asks no worse ones. */
  private Optional<FoundBackend> bestFor(Kind kind) {
    return backends.all().stream()
        .sorted(Comparator.comparingInt(backend -> -backend.provider().preference(kind)))
        .filter(backend -> !backend.devices(kind).isEmpty())
        .findFirst();
  }

  private DeviceChoice gpu(String asked, FoundBackend backend, Precedence because) {
    List<DeviceInfo> gpus = backend.devices(Kind.GPU);
    String flag = (because == Precedence.SOLVER_GPU ? "device_id: " : "--gpu ") + asked;
    if (asked.contains(",") || (asked.equals("all") && gpus.size() > 1)) {
      throw new DeviceUnavailableException(
          flag
              + " asks for several devices, which is not supported yet; name one, such as --gpu 0");
    }
    if (!asked.equals("all") && !isIndex(asked)) {
      throw new DeviceUnavailableException(
          flag + ": the index of a graphics processor is needed, such as --gpu 0");
    }
    int index = asked.equals("all") ? 0 : Integer.parseInt(asked);
    if (index >= gpus.size()) {
      throw new DeviceUnavailableException(
          flag
              + ": backend '"
              + backend.name()
              + "' has "
              + (gpus.isEmpty() ? "no graphics processor" : "only " + list(gpus)));
    }
    return choice(backend, gpus.get(index), because, List.of());
  }

  private DeviceChoice best(List<String> warnings) {
    FoundBackend backend = bestBackend();
    return choice(backend, backend.devices().get(0), Precedence.BEST, warnings);
  }

  private FoundBackend bestBackend() {
    return Stream.of(Kind.values())
        .flatMap(kind -> bestFor(kind).map(backend -> new Ranked(backend, kind)).stream())
        .max(Comparator.comparingInt(Ranked::preference))
        .map(Ranked::backend)
        .orElseThrow(
            () ->
                new DeviceUnavailableException(
                    "no backend can be used: "
                        + backends.describe()
                        + "; add the jar of one, such as decant-backend-cpu"));
  }

  /** A backend with a kind of device that it has. */
  private record Ranked(FoundBackend backend, Kind kind) {
    int preference() {
      return backend.provider().preference(kind);
    }
  }

  private FoundBackend withGpu(String asked) {
    return bestFor(Kind.GPU)
        .orElseThrow(
            () ->
                new DeviceUnavailableException(
                    asked
                        + " asks for a graphics processor, none was found: "
                        + backends.describe()
                        + "; add the jar of a GPU backend and its driver, or leave the flag out"));
  }

  private FoundBackend named(String name) {
    FoundBackend backend =
        first(candidate -> candidate.name().equals(name))
            .orElseThrow(
                () ->
                    new DeviceUnavailableException(
                        "--backend "
                            + name
                            + ": there is no backend of that name; found: "
                            + backends.describe()
                            + "; put its jar into the folder plugins or on the class path"));
    if (backend.devices().isEmpty()) {
      throw new DeviceUnavailableException(
          "--backend " + name + ": it cannot be used: " + backend.rejection());
    }
    return backend;
  }

  private Optional<FoundBackend> first(Predicate<FoundBackend> wanted) {
    return backends.all().stream().filter(wanted).findFirst();
  }

  private static DeviceInfo find(FoundBackend backend, String device) {
    return match(backend, device)
        .orElseThrow(
            () ->
                new DeviceUnavailableException(
                    "--device "
                        + device
                        + ": backend '"
                        + backend.name()
                        + "' has only "
                        + list(backend.devices())));
  }

  private static Optional<DeviceInfo> match(FoundBackend backend, String device) {
    String wanted = device.toLowerCase(Locale.ROOT);
    return backend.devices().stream()
        .filter(
            info ->
                isIndex(device)
                    ? info.index() == Integer.parseInt(device)
                    : info.name().toLowerCase(Locale.ROOT).contains(wanted))
        .findFirst();
  }

  private static boolean isIndex(String text) {
    return text.matches("[0-9]{1,9}");
  }

  private static DeviceChoice choice(
      FoundBackend backend, DeviceInfo info, Precedence because, List<String> warnings) {
    return new DeviceChoice(backend.provider(), info.index(), because, warnings);
  }

  private String runningOnCpu() {
    String rejected =
        backends.all().stream()
            .map(
                backend ->
                    backend.name()
                        + (backend.devices().isEmpty()
                            ? ": " + backend.rejection()
                            : ": it has no graphics processor"))
            .collect(Collectors.joining("; "));
    return "RUNNING ON THE CPU: solver_mode: GPU, Caffe's default, asks for a graphics processor and"
        + " no backend has one ("
        + rejected
        + (backends.broken().isEmpty() ? "" : "; " + String.join("; ", backends.broken()))
        + "). 'solver_mode: CPU' in the solver, or --backend, says that this is meant.";
  }

  private static String list(List<DeviceInfo> devices) {
    return devices.stream()
        .map(info -> info.index() + " (" + info.name() + ")")
        .collect(Collectors.joining(", "));
  }
}
