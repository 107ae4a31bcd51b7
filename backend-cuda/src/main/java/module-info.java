/** The backend for NVIDIA's graphics processors. It is found, not called. */
module io.decant.backend.cuda {
  requires io.decant.kernels;
  requires io.decant.spi;
  requires static org.jspecify;
  requires jcuda;
  requires org.bytedeco.cuda;
  requires org.bytedeco.javacpp;

  provides io.decant.spi.device.BackendProvider with
      io.decant.backend.cuda.CudaBackendProvider;
}
