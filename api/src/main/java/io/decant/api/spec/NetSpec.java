package io.decant.api.spec;

import io.decant.proto.caffe.DataParameter;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.text.Prototxt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * A net written in Java, layer by layer: the counterpart of pycaffe's NetSpec. Layers appear in the
 * order in which they were added. A layer is described by its type and by a change to its {@link
 * LayerParameter}, so every layer that a prototxt can name can be added, also those of other jars;
 * for the common ones {@link Top} has methods with a name.
 *
 * <pre>{@code
 * NetSpec lenet = new NetSpec("LeNet");
 * Top label = lenet.input("label", 64);
 * lenet
 *     .input("data", 64, 1, 28, 28)
 *     .convolution(20, 5)
 *     .maxPooling(2, 2)
 *     .convolution(50, 5)
 *     .maxPooling(2, 2)
 *     .innerProduct(500)
 *     .relu()
 *     .innerProduct(10)
 *     .softmaxLoss(label)
 *     .named("loss");
 * try (Decant decant = Decant.open();
 *     Net net = decant.net(lenet.toProto()).build()) {
 *   System.out.println(net.outputs().get(0).name()); // loss
 * }
 * System.out.println(lenet.toPrototxt());
 * }</pre>
 *
 * <p>A layer without a name is called by its type and a number: {@code Convolution1}, {@code
 * Convolution2}. Its tops are called the same way; see {@link LayerSpec#named} and {@link
 * LayerSpec#tops}. Not thread-safe.
 */
public final class NetSpec {
  private final String name;
  private final List<LayerSpec> layers = new ArrayList<>();

  /** Starts a net that has no layers. */
  public NetSpec(String name) {
    this.name = name;
  }

  /**
   * Adds a layer of any type, with one top.
   *
   * @param type the type as prototxts write it, such as {@code "LRN"}
   * @param bottoms what it reads, tops of layers of this net
   * @throws IllegalArgumentException when a bottom belongs to another net
   */
  public LayerSpec layer(String type, Top... bottoms) {
    return layer(type, layer -> {}, bottoms);
  }

  /**
   * Adds a layer of any type, with one top.
   *
   * @param type the type as prototxts write it, such as {@code "LRN"}
   * @param change sets fields, for instance {@code layer ->
   *     layer.getLrnParamBuilder().setLocalSize(5)}
   * @param bottoms what it reads, tops of layers of this net
   * @throws IllegalArgumentException when a bottom belongs to another net
   */
  public LayerSpec layer(String type, Consumer<LayerParameter.Builder> change, Top... bottoms) {
    for (Top bottom : bottoms) {
      if (bottom.layer().net() != this) {
        throw new IllegalArgumentException(
            "a layer of type "
                + type
                + " of net '"
                + name
                + "' was given a bottom of net '"
                + bottom.layer().net().name
                + "'; the bottoms of a layer are tops of its own net");
      }
    }
    LayerSpec layer = new LayerSpec(this, type, List.of(bottoms));
    layers.add(layer);
    return layer.with(change);
  }

  /**
   * Adds an Input layer: a blob that the program fills.
   *
   * @param blob the name of the layer and of the blob
   * @param shape its extents; images are batch, channels, height, width
   */
  public LayerSpec input(String blob, long... shape) {
    return layer(
            "Input",
            layer ->
                layer
                    .getInputParamBuilder()
                    .addShapeBuilder()
                    .addAllDim(LongStream.of(shape).boxed().toList()))
        .named(blob);
  }

  /**
   * Adds a Data layer that reads an LMDB; its tops are {@code data} and {@code label}.
   *
   * @param source the folder of the database
   * @param batch how many records a pass reads
   */
  public LayerSpec data(String source, int batch) {
    return layer(
            "Data",
            layer ->
                layer
                    .getDataParamBuilder()
                    .setSource(source)
                    .setBatchSize(batch)
                    .setBackend(DataParameter.DB.LMDB))
        .tops("data", "label");
  }

  /**
   * Returns the net as a message.
   *
   * @throws IllegalStateException when a layer reads a blob as it was before another one overwrote
   *     it in place
   */
  public NetParameter toProto() {
    SpecNames names = new SpecNames(layers);
    NetParameter.Builder net = NetParameter.newBuilder().setName(name);
    layers.forEach(layer -> net.addLayer(layer.toProto(names)));
    return net.build();
  }

  /**
   * Returns the net as a prototxt, which parses to the same message.
   *
   * @throws IllegalStateException as {@link #toProto} does
   */
  public String toPrototxt() {
    return Prototxt.print(toProto());
  }
}
