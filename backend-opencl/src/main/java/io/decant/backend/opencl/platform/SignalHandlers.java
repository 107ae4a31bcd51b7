package io.decant.backend.opencl.platform;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import io.decant.spi.device.HostMemory;
import io.decant.spi.support.LibraryFolder;
import java.io.IOException;
import java.util.Optional;

/**
 * The handlers that the signals of this process had at one moment, as the C library's {@code
 * sigaction} tells them; what it tells is copied, not understood. Used by one thread.
 */
final class SignalHandlers implements AutoCloseable {
  /** Signals of Linux that have a name. */
  private static final int SIGNALS = 32;

  private static final int SIGKILL = 9;
  private static final int SIGSTOP = 19;

  /** More than {@code struct sigaction} has anywhere. */
  private static final long BYTES = 256;

  /** Property that names the folder which the binding unpacks its native code to. */
  private static final String FOLDER = "jffi.extract.dir";

  private final HostMemory before = HostMemory.allocate(SIGNALS * BYTES);

  /** Takes note of the handlers of now. */
  SignalHandlers() {
    for (int signal = 1; signal < SIGNALS; signal++) {
      if (isChangeable(signal)) {
        Sigaction.call(signal, 0, before.address() + signal * BYTES);
      }
    }
  }

  /** Sets these handlers again. */
  void restore() {
    for (int signal = 1; signal < SIGNALS; signal++) {
      if (isChangeable(signal)) {
        Sigaction.call(signal, before.address() + signal * BYTES, 0);
      }
    }
  }

  private static boolean isChangeable(int signal) {
    return signal != SIGKILL && signal != SIGSTOP;
  }

  /** Returns why handlers cannot be read or set; empty when they can. */
  static Optional<String> failure() {
    try {
      LibraryFolder.use(SignalHandlers::load);
      return Optional.empty();
    } catch (IOException | LinkageError | IllegalStateException e) {
      return Optional.of(String.valueOf(e));
    }
  }

  /** Loads the binding's native code, from the folder for temporary files of now. */
  private static void load() {
    boolean chosen = System.getProperty(FOLDER) != null;
    if (!chosen) {
      System.setProperty(FOLDER, System.getProperty("java.io.tmpdir"));
    }
    try {
      new SignalHandlers().close();
    } finally {
      if (!chosen) {
        System.clearProperty(FOLDER);
      }
    }
  }

  @Override
  public void close() {
    before.close();
  }

  /** The C library's function. */
  private static final class Sigaction {
    private static final CallContext SHAPE =
        CallContext.getCallContext(
            Type.SINT,
            new Type[] {Type.SINT, Type.POINTER, Type.POINTER},
            CallingConvention.DEFAULT,
            false);
    private static final long ADDRESS = Library.getDefault().getSymbolAddress("sigaction");

    private Sigaction() {}

    static void call(int signal, long set, long get) {
      if (ADDRESS == 0) {
        throw new IllegalStateException("the C library has no sigaction");
      }
      int result = (int) Invoker.getInstance().invokeN3(SHAPE, ADDRESS, signal, set, get);
      if (result != 0) {
        throw new IllegalStateException("sigaction of signal " + signal + " fails");
      }
    }
  }
}
