package io.decant.backend.cuda.library;

import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.OpSpec;
import java.util.function.Predicate;

/**
 * What a library is asked for.
 *
 * @param spec the operator
 * @param options how much scratch it may use, and whether its bits must be the same each time
 * @param wanted tells by its name whether an algorithm is to be prepared at all
 */
public record LibraryRequest(OpSpec spec, PrepareOptions options, Predicate<String> wanted) {
  /** Asks for all algorithms. */
  public LibraryRequest(OpSpec spec, PrepareOptions options) {
    this(spec, options, name -> true);
  }
}
