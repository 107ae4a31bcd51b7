/** The embedded backend: OpenBLAS and plain Java on all cores. It is found, not called. */
module io.decant.backend.cpu {
  requires io.decant.spi;
  requires static org.jspecify;
  requires jdk.management;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.openblas;

  provides io.decant.spi.device.BackendProvider with
      io.decant.backend.cpu.CpuBackendProvider;
}
