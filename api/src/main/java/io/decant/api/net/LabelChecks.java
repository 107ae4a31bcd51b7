package io.decant.api.net;

import io.decant.api.layer.LabelRange;
import io.decant.spi.memory.BatchSource;
import io.decant.spi.memory.SourceOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.memory.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What consumers say about labels, brought to the sources that the labels come from. */
final class LabelChecks {
  private final Map<Value, List<LabelRange>> ranges = new HashMap<>();
  private final IdentityHashMap<BatchSource, CheckedSource> sources = new IdentityHashMap<>();

  /** Returns the operator with a source that checks every batch. */
  SourceOp checked(SourceOp op, Tensor... tops) {
    List<Value> values = Arrays.stream(tops).map(Tensor::value).toList();
    CheckedSource source =
        sources.computeIfAbsent(op.source(), key -> new CheckedSource(key, this));
    source.delivers(values);
    return new SourceOp(op.name(), op.operands(), source);
  }

  /** Collects what consumers say, once all tensors of a program are known. */
  void collect(Map<BlobVersion, LabelRange> said, BlobTensors tensors) {
    ranges.clear();
    said.forEach(
        (blob, range) -> {
          Tensor data = tensors.data(blob);
          if (data != null) {
            ranges.computeIfAbsent(data.value(), key -> new ArrayList<>()).add(range);
          }
        });
  }

  List<LabelRange> of(Value value) {
    return ranges.getOrDefault(value, List.of());
  }
}
