package io.decant.backend.cuda.operator;

import io.decant.backend.cuda.library.Cublas;
import io.decant.backend.cuda.library.Cudnn;
import io.decant.backend.cuda.library.MathLibrary;
import io.decant.backend.cuda.platform.CudaLibraries;
import io.decant.backend.cuda.platform.CudaLibrary;
import io.decant.backend.cuda.platform.DriverVersion;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.DeviceException;
import io.decant.spi.support.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens the libraries for a device, and says what was found and what is missing. */
final class LibraryLoading {
  /** Counts up when questions or candidates mean something else than before. */
  private static final String FORM_OF_CHOICES = "1";

  private final NativeDevice device;
  private final Preparation kernels;
  private final String name;
  private final BackendContext context;

  LibraryLoading(NativeDevice device, Preparation kernels, String name, BackendContext context) {
    this.device = device;
    this.kernels = kernels;
    this.name = name;
    this.context = context;
  }

  LibraryOperators open() {
    Selection selection =
        context.property(Selection.PROPERTY).map(Selection::parse).orElse(Selection.FASTEST);
    if (selection == Selection.KERNELS) {
      log("the property " + Selection.PROPERTY + " leaves all operators to the shared kernels");
      return LibraryOperators.NONE;
    }
    Path folder = context.cacheDirectory().resolve("cuda");
    CudaLibraries found = new CudaLibraries(folder, this::log);
    List<MathLibrary> libraries = new ArrayList<>();
    load(found, CudaLibrary.CUBLAS, Cublas::new).ifPresent(libraries::add);
    load(found, CudaLibrary.CUDNN, Cudnn::new).ifPresent(libraries::add);
    if (libraries.isEmpty()) {
      return LibraryOperators.NONE;
    }
    List<String> machine =
        new ArrayList<>(List.of(FORM_OF_CHOICES, name, DriverVersion.here().orElse("")));
    libraries.forEach(library -> machine.add(library.version()));
    Path choices =
        folder.resolve("choices-" + Digest.name(machine.toArray(new String[0])) + ".txt");
    Candidates candidates = new Candidates(device, libraries, kernels, this::log);
    return new MeasuredOperators(
        candidates,
        selection,
        new ChoiceFile(choices, context.listener()),
        (spec, workspaceBytes) -> new ScratchTrial(device, spec, workspaceBytes),
        this::log);
  }

  private Optional<MathLibrary> load(
      CudaLibraries found, CudaLibrary library, Supplier<MathLibrary> opening) {
    CudaLibraries.Outcome outcome = found.load(library);
    String what = outcome.text();
    if (outcome.usable()) {
      try {
        MathLibrary opened = device.call(opening);
        log(what);
        return Optional.of(opened);
      } catch (DeviceException e) {
        what += " cannot be opened: " + e.getMessage();
      }
    }
    log(what + "; the shared kernels serve instead");
    return Optional.empty();
  }

  private void log(String line) {
    context.listener().info("cuda: " + line);
  }
}
