package io.decant.cli.inspect;

import io.decant.api.backend.Backends;
import io.decant.api.backend.FoundBackend;
import io.decant.api.command.CommandContext;
import io.decant.cli.memory.ByteText;
import io.decant.cli.tool.ToolRun;
import io.decant.spi.device.Availability;
import io.decant.spi.device.DeviceInfo;
import java.io.PrintStream;

/**
 * doctor: what each backend found, whether its devices compute what they should, and how to repair
 * what is broken. Ends with 1 when a device that is there fails, or when there is none.
 */
final class Doctor extends ToolRun {
  @Override
  protected int run(CommandContext context) {
    PrintStream out = context.out();
    Runtime machine = Runtime.getRuntime();
    out.println(
        "Java "
            + System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vendor")
            + ") on "
            + System.getProperty("os.name")
            + ", "
            + System.getProperty("os.arch")
            + "; "
            + machine.availableProcessors()
            + " cores, heap of up to "
            + ByteText.of(machine.maxMemory()));
    Backends backends = Backends.find();
    SelfTest test = new SelfTest();
    int good = 0;
    int bad = backends.broken().size();
    for (FoundBackend backend : backends.all()) {
      out.println();
      out.println(
          "Backend "
              + backend.name()
              + ", version "
              + backend.version()
              + ", from "
              + backend.origin());
      explain(backend, out);
      for (DeviceInfo device : backend.devices()) {
        out.println(
            "  device "
                + device.index()
                + ": "
                + device.name()
                + ", "
                + device.kind()
                + ", "
                + ByteText.of(device.memoryBytes())
                + "; "
                + device.details());
        SelfTest.Result result = test.run(backend.name(), device.index());
        out.println("    " + result.text());
        good += result.passed() ? 1 : 0;
        bad += result.passed() ? 0 : 1;
      }
    }
    backends.broken().forEach(line -> out.println("Broken: " + line));
    out.println();
    out.println(good + " device(s) can be used" + (bad == 0 ? "" : ", " + bad + " problem(s)"));
    return good > 0 && bad == 0 ? 0 : 1;
  }

  private static void explain(FoundBackend backend, PrintStream out) {
    Availability availability = backend.availability();
    if (!availability.available()) {
      out.println("  not available: " + availability.cause());
      if (!availability.remedy().isEmpty()) {
        out.println("  what to do: " + availability.remedy());
      }
    } else if (backend.devices().isEmpty()) {
      out.println("  available, but it has no device on this machine");
    }
  }
}
