package io.decant.api.solver;

import io.decant.api.net.UpdateEmitter;
import io.decant.spi.memory.Tensor;
import java.util.List;

/** How a solver changes parameters: operators and the histories they keep. */
interface UpdateRule extends UpdateEmitter {
  /** Returns the persistent histories, in the order of Caffe's solverstate. */
  List<Tensor> histories();
}
