package io.decant.backend.cuda.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DriverLibraryTest {
  @Test
  void ofJcudasLongMessageTheLastReasonCounts() {
    String message =
        """
        Error while loading native library "JCudaDriver"
        Stack trace from the attempt to load the library as a file:
        java.lang.UnsatisfiedLinkError: no JCudaDriver in java.library.path: /lib
        \tat java.base/java.lang.ClassLoader.loadLibrary(ClassLoader.java:2434)
        Stack trace from the attempt to load the library as a resource:
        java.lang.UnsatisfiedLinkError: libJCudaDriver.so: libcuda.so.1: invalid ELF header
        \tat java.base/java.lang.Runtime.load0(Runtime.java:755)
        """;
    assertEquals(
        "libJCudaDriver.so: libcuda.so.1: invalid ELF header", DriverLibrary.reason(message));
    assertEquals("something else", DriverLibrary.reason(" something else\n"));
  }

  @Test
  void versionsAreWrittenAsPeopleDo() {
    assertEquals("13.0", DriverLibrary.text(13_000));
    assertEquals("12.4", DriverLibrary.text(12_040));
  }
}
