package example.kernel;

import io.decant.spi.device.DeviceException;
import io.decant.spi.device.HostMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Native calls, whose arguments are addresses and sizes: nobody checks them here. The library is
 * compiled when the first device is opened, and stays loaded.
 */
final class Bridge {
  private static boolean loaded;

  private Bridge() {}

  /** Compiles and loads the library, once. */
  static synchronized void load(Compiler compiler) {
    if (loaded) {
      return;
    }
    byte[] library = compiler.compile("the bridge", resource("bridge.c"));
    try {
      Path file = Files.createTempFile("decant-cc-bridge-", ".so");
      try {
        System.load(Files.write(file, library).toString());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new DeviceException(CcProvider.NAME + ": cannot store the bridge: " + e, e);
    }
    loaded = true;
  }

  /** Returns a text that lies beside this class. */
  static String resource(String name) {
    try (InputStream in = Bridge.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name, e);
    }
  }

  /** Opens a library and returns its handle, or 0 when it cannot be opened. */
  static long open(Path library) {
    try (HostMemory path = text(library.toString())) {
      return open(path.address());
    }
  }

  /** Returns the address of a function, or 0 when the library has none of that name. */
  static long find(long library, String name) {
    try (HostMemory text = text(name)) {
      return find(library, text.address());
    }
  }

  private static HostMemory text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    HostMemory memory = HostMemory.allocate(bytes.length + 1L);
    memory.slice(0, bytes.length).put(bytes);
    return memory;
  }

  private static native long open(long path);

  private static native long find(long library, long name);

  static native void close(long library);

  /** Calls a function with an array of 64-bit arguments. */
  static native void launch(long function, long arguments);

  static native void copy(
      long source, long target, long rows, long bytes, long sourcePitch, long targetPitch);

  static native void fill(long target, long words, long pattern);
}
