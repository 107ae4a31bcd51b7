package io.decant.backend.cpu;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.blas.BlasLoader;
import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import java.util.List;

/**
 * The CPU backend: always available, one device.
 *
 * <p>Configuration: {@code decant.cpu.threads}, the number of threads that compute, the stream's
 * own included; the number of cores unless given. {@code decant.cpu.blas}: {@code openblas}, or
 * {@code java} for matrix products in plain Java; OpenBLAS unless given, with a warning where it
 * cannot be loaded.
 */
public final class CpuBackendProvider implements BackendProvider {
  static final String NAME = "cpu";
  private static final String THREADS = "decant.cpu.threads";
  private static final int MOST_THREADS = 1024;

  /** Creates the provider. */
  public CpuBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public int preference() {
    return 0;
  }

  @Override
  public Availability availability() {
    return Availability.yes();
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of(
        new DeviceInfo(
            0, NAME, DeviceInfo.Kind.CPU, HostFacts.memoryBytes(), HostFacts.processor()));
  }

  @Override
  public Device open(int index, BackendContext context) {
    if (index != 0) {
      throw new IllegalArgumentException(
          "the backend '" + NAME + "' has no device " + index + ", only device 0 (the host)");
    }
    int threads = threads(context);
    Blas blas = BlasLoader.start(context, threads);
    return new CpuDevice(devices().get(0), context, blas, threads);
  }

  private static int threads(BackendContext context) {
    int cores = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    return context.property(THREADS).map(CpuBackendProvider::parseThreads).orElse(cores);
  }

  private static int parseThreads(String value) {
    if (!value.trim().matches("[1-9][0-9]{0,3}") || Integer.parseInt(value.trim()) > MOST_THREADS) {
      throw new IllegalArgumentException(
          THREADS + " is '" + value + "'; a number from 1 to " + MOST_THREADS + " is needed");
    }
    return Integer.parseInt(value.trim());
  }
}
