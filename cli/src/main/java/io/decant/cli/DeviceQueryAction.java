package io.decant.cli;

import io.decant.api.backend.BackendSelection;
import io.decant.api.backend.Backends;
import io.decant.api.backend.DeviceChoice;
import io.decant.api.backend.DeviceRequest;
import io.decant.api.backend.FoundBackend;
import io.decant.cli.flag.Options;
import io.decant.spi.device.DeviceInfo;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Lists devices: all of them, or those that flags ask for. */
final class DeviceQueryAction implements Action {
  @Override
  public String summary() {
    return "show the devices there are";
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) {
    Backends backends = Backends.find();
    if (options.gpu != null && options.gpu.equals("all")) {
      backends.all().forEach(backend -> print(out, backend, backend.devices(DeviceInfo.Kind.GPU)));
    } else if (options.gpu != null || options.backend != null || options.device != null) {
      List<String> gpus = Options.list(options.gpu);
      if (gpus.isEmpty()) {
        choose(backends, options, Optional.empty(), out);
      }
      gpus.forEach(gpu -> choose(backends, options, Optional.of(gpu), out));
    } else {
      for (FoundBackend backend : backends.all()) {
        out.println("Found " + backend.describe());
        print(out, backend, backend.devices());
      }
      backends.broken().forEach(out::println);
    }
    return 0;
  }

  private static void choose(
      Backends backends, Options options, Optional<String> gpu, PrintStream out) {
    DeviceRequest request =
        new DeviceRequest(
            Optional.ofNullable(options.backend),
            Optional.ofNullable(options.device),
            gpu,
            Optional.empty());
    DeviceChoice choice = new BackendSelection(backends).choose(request);
    print(out, choice.backend().name(), choice.backend().devices().get(choice.device()));
  }

  private static void print(PrintStream out, FoundBackend backend, List<DeviceInfo> devices) {
    devices.forEach(device -> print(out, backend.name(), device));
  }

  private static void print(PrintStream out, String backend, DeviceInfo device) {
    out.println("Device id:                     " + device.index());
    out.println("Backend:                       " + backend);
    out.println("Name:                          " + device.name());
    out.println("Kind:                          " + device.kind());
    out.println("Total global memory:           " + device.memoryBytes());
    out.println("Details:                       " + device.details());
  }
}
