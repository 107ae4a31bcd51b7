package io.decant.data.memory;

import io.decant.data.DataException;
import io.decant.proto.caffe.Datum;
import java.util.List;

/**
 * A layer of type MemoryData: its batches come from memory, in order, again and again.
 *
 * <pre>{@code
 * NetSpec spec = new NetSpec("memory");
 * spec.layer(
 *         "MemoryData",
 *         layer ->
 *             layer
 *                 .getMemoryDataParamBuilder()
 *                 .setBatchSize(2)
 *                 .setChannels(1)
 *                 .setHeight(1)
 *                 .setWidth(3))
 *     .named("source")
 *     .tops("data", "label");
 * try (Decant decant = Decant.open();
 *     Net net = decant.net(spec.toProto()).build()) {
 *   MemoryData memory = (MemoryData) net.layer("source").layer();
 *   memory.reset(new float[] {1, 2, 3, 4, 5, 6}, new float[] {0, 1});
 *   net.forward();
 *   System.out.println(net.blob("data").data()[3]); // 4.0
 * }
 * }</pre>
 *
 * <p>Data must be given before the first forward pass. The first given are read from the layer's
 * position on, which a restored snapshot sets; those that take their place later, from their first
 * record on. To be called by the thread that uses the net, between passes.
 */
public interface MemoryData {
  /**
   * Takes records as they are.
   *
   * @param data values by record, channel, row and column; copied
   * @param labels one for each record; copied
   * @throws IllegalArgumentException unless there are as many as the layer's shape asks for, and a
   *     multiple of its batch size of records
   */
  void reset(float[] data, float[] labels);

  /**
   * Takes records, and transforms each once as {@code transform_param} says.
   *
   * @param records a multiple of the layer's batch size of them
   * @throws IllegalArgumentException unless there are
   * @throws DataException when one cannot be decoded, or does not become what the layer's shape
   *     asks for
   */
  void reset(List<Datum> records) throws DataException;
}
