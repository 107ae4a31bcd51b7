package io.decant.api.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceInfo.Kind;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BackendsTest {
  private static final FakeBackend CPU = FakeBackend.with("cpu", 0, Kind.CPU, "host");
  private static final FakeBackend CUDA = FakeBackend.with("cuda", 100, Kind.GPU, "H100");

  @Test
  void bestComesFirst() {
    assertEquals(List.of("cuda", "cpu"), names(Backends.find(List.of(CPU, CUDA))));
  }

  @Test
  void whatCannotBeLoadedIsNamedAndTheOthersAreFound() {
    Backends backends =
        Backends.find(
            loading(
                List.of(
                    () -> {
                      throw new ServiceConfigurationError("Provider example.Old not found");
                    },
                    () -> {
                      throw new NoClassDefFoundError("example/Missing");
                    },
                    () -> CPU)));
    assertEquals(List.of("cpu"), names(backends));
    assertEquals(2, backends.broken().size());
    assertTrue(backends.broken().get(0).contains("Provider example.Old not found"));
    assertTrue(backends.broken().get(1).contains("example/Missing"));
  }

  @Test
  void aSearchThatOnlyFailsEnds() {
    Iterable<BackendProvider> failing =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                throw new ServiceConfigurationError("cannot be read");
              }

              @Override
              public BackendProvider next() {
                throw new NoSuchElementException();
              }
            };
    assertFalse(Backends.find(failing).broken().isEmpty());
  }

  @Test
  void aBackendThatThrowsIsNamedByItsClass() {
    Backends backends = Backends.find(List.of(new Throwing(), CPU));
    FoundBackend throwing = backends.named("throwing").orElseThrow();
    assertTrue(throwing.devices().isEmpty());
    assertTrue(throwing.describe().contains(Throwing.class.getName()), throwing.describe());
    assertTrue(throwing.describe().contains("driver crashed"), throwing.describe());
    assertEquals(1, backends.named("cpu").orElseThrow().devices().size());
  }

  @Test
  void anotherSpiVersionMakesABackendUnavailable() {
    FoundBackend found = Backends.find(List.of(CUDA.ofSpiVersion(99))).all().get(0);
    assertFalse(found.availability().available());
    assertTrue(found.devices().isEmpty());
    assertTrue(
        found
            .describe()
            .contains("it was written for SPI version 99, this Decant knows versions 1 to "),
        found.describe());
  }

  @Test
  void theSecondOfTwoWithOneNameIsNotUsed() {
    Backends backends = Backends.find(List.of(CPU, FakeBackend.with("cpu", 7, Kind.CPU, "other")));
    assertEquals("host", backends.all().get(0).devices().get(0).name());
    assertEquals(1, backends.all().size());
    assertTrue(backends.broken().get(0).contains("two backends are called 'cpu'"));
  }

  @Test
  void theLogLineTellsOriginVersionAndAvailability() {
    Backends backends =
        Backends.find(List.of(CPU, FakeBackend.unavailable("cuda", 9, "no driver", "install one")));
    assertEquals(
        "backend 'cuda', version unknown, from test-classes: not available: no driver; install one",
        backends.all().get(0).describe());
    assertEquals(
        "backend 'cpu', version unknown, from test-classes: 1 device",
        backends.all().get(1).describe());
  }

  @Test
  void nobodyIsAskedForDevicesBeforeSomebodyWantsToKnow() {
    FoundBackend found = Backends.find(List.of(CPU)).all().get(0);
    assertEquals(
        "backend 'cpu', version unknown, from test-classes: not asked for its devices",
        found.describeAsKnown());
    assertFalse(found.wasAsked());
    assertEquals(found.describe(), found.describeAsKnown());
    assertTrue(found.wasAsked());
  }

  @Test
  void theCpuBackendIsFoundOnTheClassPath() {
    assertTrue(Backends.find().named("cpu").isPresent());
  }

  private static List<String> names(Backends backends) {
    return backends.all().stream().map(FoundBackend::name).toList();
  }

  private static Iterable<BackendProvider> loading(List<Supplier<BackendProvider>> suppliers) {
    Iterator<Supplier<BackendProvider>> each = suppliers.iterator();
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public BackendProvider next() {
            return each.next().get();
          }
        };
  }

  private static final class Throwing implements BackendProvider {
    @Override
    public String name() {
      return "throwing";
    }

    @Override
    public int preference() {
      return 1;
    }

    @Override
    public Availability availability() {
      throw new IllegalStateException("driver crashed");
    }

    @Override
    public List<DeviceInfo> devices() {
      return List.of();
    }

    @Override
    public Device open(int index, BackendContext context) {
      throw new UnsupportedOperationException();
    }
  }
}
