package io.decant.api.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.SolverParameter.SolverMode;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.DeviceInfo.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendSelectionTest {
  private static final FakeBackend CPU = FakeBackend.with("cpu", 0, Kind.CPU, "host");
  private static final FakeBackend CUDA = FakeBackend.with("cuda", 9, Kind.GPU, "H100", "A10");
  private static final FakeBackend OPENCL = FakeBackend.with("opencl", 5, Kind.GPU, "Radeon");
  private static final FakeBackend BROKEN =
      FakeBackend.unavailable("cuda", 9, "no driver was found", "install NVIDIA's driver");
  private static final List<BackendProvider> ALL = List.of(CPU, CUDA, OPENCL);
  private static final List<BackendProvider> NO_GPU = List.of(CPU, BROKEN);

  /** Each line of the table against all that are weaker. A dash means: not given. */
  @ParameterizedTest
  @CsvSource({
    "cpu,    -,      -, GPU, cpu,    0, BACKEND_OR_DEVICE",
    "cuda,   1,      -, CPU, cuda,   1, BACKEND_OR_DEVICE",
    "cuda,   a10,    -, CPU, cuda,   1, BACKEND_OR_DEVICE",
    "cuda,   -,      1, CPU, cuda,   1, BACKEND_OR_DEVICE",
    "cuda,   0,      1, CPU, cuda,   0, BACKEND_OR_DEVICE",
    "-,      radeon, -, CPU, opencl, 0, BACKEND_OR_DEVICE",
    "-,      1,      -, CPU, cuda,   1, BACKEND_OR_DEVICE",
    "-,      -,      1, CPU, cuda,   1, GPU",
    "opencl, -,  all, CPU, opencl, 0, BACKEND_OR_DEVICE",
    "-,      -,      -, CPU, cpu,    0, SOLVER_CPU",
    "-,      -,      -, GPU, cuda,   1, SOLVER_GPU",
    "-,      -,      -, -,   cuda,   0, BEST",
  })
  void theFirstLineThatAppliesDecides(
      String backend,
      String device,
      String gpu,
      String mode,
      String chosen,
      int index,
      Precedence because) {
    DeviceChoice choice =
        select(ALL, Map.of(), request(given(backend), given(device), given(gpu), solver(mode, 1)));
    assertEquals(chosen, choice.backend().name());
    assertEquals(index, choice.device());
    assertEquals(because, choice.because());
  }

  @Test
  void propertiesAreWeakerThanTheirFlagsAndStrongerThanTheRest() {
    Map<String, String> cpu = Map.of("decant.backend", "cpu");
    assertEquals("cpu", select(ALL, cpu, DeviceRequest.BEST).backend().name());
    assertEquals(
        "cpu", select(ALL, cpu, request(null, null, null, solver("GPU", 0))).backend().name());
    assertEquals("opencl", select(ALL, cpu, request("opencl", null, null, null)).backend().name());
    assertEquals(1, select(ALL, Map.of("decant.device", "A10"), DeviceRequest.BEST).device());
  }

  @Test
  void aGpuIsNeverReplacedByTheCpuThatAPropertyNames() {
    refused(
        ALL,
        Map.of("decant.backend", "cpu"),
        request(null, null, "0", null),
        "--gpu 0: backend 'cpu' has no graphics processor");
  }

  @Test
  void deviceBeforeGpuWithAWarning() {
    DeviceChoice choice = select(ALL, Map.of(), request("cuda", "0", "1", null));
    assertEquals(0, choice.device());
    assertTrue(choice.warnings().get(0).contains("--gpu 1 is ignored"));
  }

  @ParameterizedTest
  @CsvSource({"'0,1'", "all", "'1,0,2'"})
  void severalDevicesAreRefused(String gpu) {
    refused(ALL, Map.of(), request(null, null, gpu, null), "several devices", "not supported yet");
    refused(ALL, Map.of(), request("cuda", null, gpu, null), "several devices");
  }

  @Test
  void explicitChoicesThatCannotBeHadTellTheCauseAndTheRemedy() {
    refused(
        NO_GPU,
        Map.of(),
        request("cuda", null, null, null),
        "no driver was found",
        "install NVIDIA's driver");
    refused(
        NO_GPU,
        Map.of(),
        request(null, null, "0", solver("CPU", 0)),
        "--gpu 0 asks for a graphics processor, none was found",
        "no driver was found");
    refused(ALL, Map.of(), request("rocm", null, null, null), "no backend of that name", "'cuda'");
    refused(ALL, Map.of(), request("cuda", "2", null, null), "0 (H100), 1 (A10)");
    refused(ALL, Map.of(), request(null, "rtx", null, null), "no backend has a device", "'opencl'");
    refused(ALL, Map.of(), request(null, null, "2", null), "only 0 (H100), 1 (A10)");
    refused(ALL, Map.of(), request(null, null, "-1", null), "index of a graphics processor");
    refused(ALL, Map.of(), request(null, null, "zero", null), "index of a graphics processor");
    refused(ALL, Map.of(), request(null, null, null, solver("GPU", 7)), "device_id: 7");
    refused(List.of(CUDA), Map.of(), request(null, null, null, solver("CPU", 0)), "CPU device");
    refused(List.of(), Map.of(), DeviceRequest.BEST, "no backend at all");
  }

  @Test
  void caffesDefaultRunsOnTheCpuAfterOneWarningThatNamesEachBackend() {
    SolverParameter defaults = SolverParameter.getDefaultInstance();
    for (SolverParameter solver : List.of(defaults, solver("GPU", 3))) {
      DeviceChoice choice = select(NO_GPU, Map.of(), request(null, null, null, solver));
      assertEquals("cpu", choice.backend().name());
      assertEquals(1, choice.warnings().size());
      String warning = choice.warnings().get(0);
      assertTrue(warning.contains("cuda: no driver was found; install NVIDIA's driver"), warning);
      assertTrue(warning.contains("cpu: it has no graphics processor"), warning);
    }
  }

  @Test
  void aBackendForGraphicsProcessorsIsNotTheBestOneForTheHostsProcessor() {
    FakeBackend portable =
        FakeBackend.with("portable", 50, Kind.CPU, "host through a driver").preferredOnCpu(-50);
    List<BackendProvider> providers = List.of(portable, CPU);
    for (DeviceRequest request :
        List.of(
            DeviceRequest.BEST,
            request(null, null, null, solver("CPU", 0)),
            request(null, null, null, solver("GPU", 0)),
            request(null, "0", null, null))) {
      assertEquals("cpu", select(providers, Map.of(), request).backend().name());
    }
    DeviceRequest named = request("portable", null, null, null);
    assertEquals("portable", select(providers, Map.of(), named).backend().name());
  }

  @Test
  void onlyTheBackendsThatMayBeChosenAreAsked() {
    FakeBackend portable =
        FakeBackend.with("portable", 50, Kind.CPU, "host through a driver").preferredOnCpu(-50);
    for (DeviceRequest request :
        List.of(request("cpu", null, null, null), request(null, null, null, solver("CPU", 0)))) {
      Backends backends = Backends.find(List.of(portable, CPU));
      new BackendSelection(backends, key -> null).choose(request);
      assertTrue(backends.named("cpu").orElseThrow().wasAsked());
      assertFalse(backends.named("portable").orElseThrow().wasAsked());
    }
  }

  @Test
  void theDocumentedTableIsTheOneInForce() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "choosing-a-device.md"));
    int from = 0;
    for (Precedence line : Precedence.values()) {
      String row = "| " + line.source() + " | " + line.effect() + " |";
      int at = page.indexOf(row);
      assertTrue(at > from, "docs/choosing-a-device.md lacks, or has out of order: " + row);
      from = at;
    }
  }

  private static void refused(
      List<BackendProvider> providers,
      Map<String, String> properties,
      DeviceRequest request,
      String... parts) {
    String message =
        assertThrows(DeviceUnavailableException.class, () -> select(providers, properties, request))
            .getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  private static DeviceChoice select(
      List<BackendProvider> providers, Map<String, String> properties, DeviceRequest request) {
    return new BackendSelection(Backends.find(providers), properties::get).choose(request);
  }

  private static DeviceRequest request(
      @Nullable String backend,
      @Nullable String device,
      @Nullable String gpu,
      @Nullable SolverParameter solver) {
    return new DeviceRequest(
        Optional.ofNullable(backend),
        Optional.ofNullable(device),
        Optional.ofNullable(gpu),
        Optional.ofNullable(solver));
  }

  private static @Nullable String given(String text) {
    return text.equals("-") ? null : text;
  }

  private static @Nullable SolverParameter solver(String mode, int device) {
    return mode.equals("-")
        ? null
        : SolverParameter.newBuilder()
            .setSolverMode(SolverMode.valueOf(mode))
            .setDeviceId(device)
            .build();
  }
}
