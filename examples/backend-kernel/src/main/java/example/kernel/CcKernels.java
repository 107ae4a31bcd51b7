package example.kernel;

import io.decant.kernels.BoundKernel;
import io.decant.kernels.Dialect;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelDevice;
import io.decant.kernels.KernelSource;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.device.DeviceInfo;
import java.util.List;

/**
 * Compiles kernels for a device that runs one work item after the other. Groups have one item, so
 * that there is nothing to wait for at a barrier; to the kernels this is a graphics processor with
 * very small groups, since those for CPUs use OpenCL's vectors.
 */
final class CcKernels implements KernelDevice {
  private static final KernelTraits TRAITS =
      new KernelTraits(
          new Dialect("C11", Bridge.resource("cc.prelude")),
          DeviceInfo.Kind.GPU,
          1,
          1,
          1 << 16,
          false);

  private final CcDevice device;
  private final Libraries libraries;

  CcKernels(CcDevice device, Libraries libraries) {
    this.device = device;
    this.libraries = libraries;
  }

  @Override
  public KernelTraits traits() {
    return TRAITS;
  }

  @Override
  public BoundKernel bind(KernelSource source, Grid grid, int buffers, List<Scalar> scalars) {
    if (grid.groupSize() != 1) {
      throw new IllegalArgumentException(
          source.entry() + " wants groups of " + grid.groupSize() + " work items, 1 is possible");
    }
    String text = source.text() + launcher(source.entry(), buffers, scalars);
    long function = libraries.function(new KernelSource(source.entry(), text));
    return new CcKernel(device, source.entry(), function, grid, scalars);
  }

  /** Returns a function that takes an array: groups by axis, addresses, scalars. */
  private static String launcher(String entry, int buffers, List<Scalar> scalars) {
    StringBuilder call = new StringBuilder();
    for (int i = 0; i < buffers; i++) {
      call.append(i == 0 ? "" : ", ").append("(char *) a[").append(3 + i).append(']');
    }
    for (int i = 0; i < scalars.size(); i++) {
      String argument = "a[" + (3 + buffers + i) + "]";
      call.append(", ").append(converted(scalars.get(i), argument));
    }
    return """

        void launch(const int64_t *a) {
          groups[0] = a[0];
          groups[1] = a[1];
          groups[2] = a[2];
          for (int64_t z = 0; z < a[2]; z++) {
            group_id[2] = z;
            for (int64_t y = 0; y < a[1]; y++) {
              group_id[1] = y;
              for (int64_t x = 0; x < a[0]; x++) {
                group_id[0] = x;
                %s(%s);
              }
            }
          }
        }
        """
        .formatted(entry, call);
  }

  private static String converted(Scalar scalar, String argument) {
    if (scalar instanceof Scalar.Float32) {
      return "bits_float((uint32_t) " + argument + ")";
    }
    return scalar instanceof Scalar.Int32 ? "(int32_t) " + argument : argument;
  }
}
