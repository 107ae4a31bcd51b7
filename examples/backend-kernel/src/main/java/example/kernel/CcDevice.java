package example.kernel;

import io.decant.kernels.KernelOperators;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.HostDevice;
import java.util.Optional;

/** Memory of the host, streams that are threads, and operators made of kernels. */
final class CcDevice extends HostDevice<CcSlab, CcStream, CcEvent> {
  private final Libraries libraries;
  private final KernelOperators operators;

  CcDevice(DeviceInfo info, Compiler compiler, BackendContext context) {
    super(CcSlab.class, CcStream.class, CcEvent.class, info, CcProvider.NAME, context);
    Bridge.load(compiler);
    this.libraries = new Libraries(compiler, context);
    this.operators = new KernelOperators(new CcKernels(this, libraries));
  }

  @Override
  protected CcSlab newSlab(long bytes) {
    return new CcSlab(this, bytes);
  }

  @Override
  protected CcStream openStream(int number) {
    return new CcStream(this, number);
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    checkOpen();
    return operators.prepare(spec, options);
  }

  @Override
  protected void release() {
    libraries.close();
    super.release();
  }
}
