package io.decant.api.net;

import io.decant.api.layer.LabelRange;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.BatchSource;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.memory.Value;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.LongFunction;

/** A source whose labels are checked, batch by batch, against what their consumers can take. */
final class CheckedSource implements BatchSource {
  private final BatchSource source;
  private final LabelChecks checks;
  private List<Value> values = List.of();

  CheckedSource(BatchSource source, LabelChecks checks) {
    this.source = source;
    this.checks = checks;
  }

  /** Says which values the tensors of a batch become. */
  void delivers(List<Value> newValues) {
    values = newValues;
  }

  @Override
  public void start(LongFunction<HostMemory> pinned) {
    source.start(pinned);
  }

  @Override
  public Batch next() throws IOException {
    Batch batch = source.next();
    try {
      for (int i = 0; i < values.size(); i++) {
        for (LabelRange range : checks.of(values.get(i))) {
          check(batch.tensors().get(i), range, values.get(i).name());
        }
      }
      return batch;
    } catch (IOException e) {
      batch.release();
      throw e;
    }
  }

  private static void check(HostTensor tensor, LabelRange range, String blob) throws IOException {
    FloatBuffer labels = tensor.floats();
    for (int i = 0; i < labels.limit(); i++) {
      if (!range.allows(labels.get(i))) {
        throw new IOException(
            "item "
                + i
                + " of the batch has label "
                + labels.get(i)
                + " in blob '"
                + blob
                + "', layer '"
                + range.layer()
                + "' takes whole numbers from 0 to "
                + (range.limit() - 1)
                + (range.ignores() ? " and " + range.ignored() : "")
                + "; correct the data, or the number of outputs of the layer below");
      }
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
