package example.minimal;

import java.nio.FloatBuffer;
import java.util.List;

/** A loop over the operands of an operator, each a buffer that starts at its first element. */
public interface Kernel {
  /** Computes. */
  void run(List<FloatBuffer> operands);
}
