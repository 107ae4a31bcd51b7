package io.decant.backend.cuda.library;

import java.util.List;

/**
 * A library that computes some operators. It is opened, asked and closed with the device's context
 * current. Thread-safe.
 */
public interface MathLibrary extends AutoCloseable {
  /** Returns name and version, such as {@code cuDNN 9.14.0}. */
  String version();

  /**
   * Returns the ways in which the library computes an operator, those first that it expects to be
   * fastest. None of them is less exact than the operator asks for, needs more scratch than the
   * options allow, or gives other bits when repeated unless the options allow that.
   *
   * @return the algorithms, which the caller closes; none where the library does not know the
   *     operator or cannot compute it over these sizes
   * @throws io.decant.spi.device.DeviceException when the library fails
   */
  List<Algorithm> algorithms(LibraryRequest request);

  /** Releases the library's handle. */
  @Override
  void close();
}
