/** The backend for every device that has an OpenCL driver. It is found, not called. */
module io.decant.backend.opencl {
  requires io.decant.kernels;
  requires io.decant.spi;
  requires static org.jspecify;
  requires jocl;
  requires static jocl.blast;
  requires org.jnrproject.jffi;

  provides io.decant.spi.device.BackendProvider with
      io.decant.backend.opencl.OpenClBackendProvider;
}
