package io.decant.cli;

import io.decant.api.backend.BackendSelection;
import io.decant.api.backend.Backends;
import io.decant.api.backend.DeviceRequest;
import io.decant.api.backend.FoundBackend;
import io.decant.cli.flag.Options;
import io.decant.spi.device.DeviceInfo;
import java.io.PrintStream;
import java.util.Optional;

/** Lists devices: all of them, or the one that flags ask for. */
final class DeviceQueryAction implements Action {
  @Override
  public String summary() {
    return "show the devices there are";
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) {
    Backends backends = Backends.find();
    if (options.gpu != null || options.backend != null || options.device != null) {
      DeviceRequest request =
          new DeviceRequest(
              Optional.ofNullable(options.backend),
              Optional.ofNullable(options.device),
              Optional.ofNullable(options.gpu),
              Optional.empty());
      var choice = new BackendSelection(backends).choose(request);
      print(out, choice.backend().name(), choice.backend().devices().get(choice.device()));
      return 0;
    }
    for (FoundBackend backend : backends.all()) {
      if (backend.devices().isEmpty()) {
        out.println(backend.describe());
      }
      backend.devices().forEach(device -> print(out, backend.name(), device));
    }
    backends.broken().forEach(out::println);
    return 0;
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
