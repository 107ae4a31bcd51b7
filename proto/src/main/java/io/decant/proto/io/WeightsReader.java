package io.decant.proto.io;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;

import com.google.protobuf.InvalidProtocolBufferException;
import io.decant.proto.ProtoFileException;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.V0LayerParameter;
import io.decant.proto.caffe.V1LayerParameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the weights of a caffemodel: of each layer the name and the blobs, and nothing else, as
 * Caffe does. So the other fields may be those of any fork, even where their numbers mean something
 * else here. Layers of all ages are read.
 */
public final class WeightsReader {
  /** The numbers of the fields that matter in one generation of layers. */
  private enum Generation {
    V2(LayerParameter.NAME_FIELD_NUMBER, LayerParameter.BLOBS_FIELD_NUMBER),
    V1(V1LayerParameter.NAME_FIELD_NUMBER, V1LayerParameter.BLOBS_FIELD_NUMBER),
    V0(V0LayerParameter.NAME_FIELD_NUMBER, V0LayerParameter.BLOBS_FIELD_NUMBER);

    private final int nameField;
    private final int blobsField;

    Generation(int nameField, int blobsField) {
      this.nameField = nameField;
      this.blobsField = blobsField;
    }
  }

  private final WireReader reader;
  private final Consumer<LayerWeights> sink;
  private int layers;
  private String name = "";
  private List<BlobData> blobs = new ArrayList<>();

  private WeightsReader(WireReader reader, Consumer<LayerWeights> sink) {
    this.reader = reader;
    this.sink = sink;
  }

  /**
   * Reads a caffemodel and keeps all of it.
   *
   * @return all layers, also those without blobs
   * @throws ProtoFileException if the file cannot be read
   * @throws ProtoFormatException if it is not a caffemodel, or a blob's shape does not fit its data
   */
  public static List<LayerWeights> read(Path file) {
    List<LayerWeights> layers = new ArrayList<>();
    read(file, layers::add);
    return layers;
  }

  /**
   * Reads a caffemodel layer by layer. Layers before an error have been handed over by then.
   *
   * @param sink takes each layer, also those without blobs, in the order of the file
   * @throws ProtoFileException if the file cannot be read
   * @throws ProtoFormatException if it is not a caffemodel, or a blob's shape does not fit its data
   */
  public static void read(Path file, Consumer<LayerWeights> sink) {
    WireReader.read(
        file,
        "a caffemodel",
        reader -> {
          WeightsReader weights = new WeightsReader(reader, sink);
          reader.fields(weights::netField);
        });
  }

  private boolean netField(int field, int wireType) throws IOException {
    boolean current = field == NetParameter.LAYER_FIELD_NUMBER;
    if (wireType != WIRETYPE_LENGTH_DELIMITED
        || !(current || field == NetParameter.LAYERS_FIELD_NUMBER)) {
      return false;
    }
    Generation generation = current ? Generation.V2 : Generation.V1;
    reader.message((inner, type) -> layerField(inner, type, generation));
    LayerWeights layer = new LayerWeights(name, blobs);
    name = "";
    blobs = new ArrayList<>();
    layers++;
    sink.accept(layer);
    return true;
  }

  private boolean layerField(int field, int wireType, Generation generation) throws IOException {
    if (wireType != WIRETYPE_LENGTH_DELIMITED) {
      return false;
    }
    if (field == generation.nameField) {
      name = readName();
    } else if (field == generation.blobsField) {
      String layer = name.isEmpty() ? "layer " + layers : "layer \"" + name + "\"";
      blobs.add(BlobReader.read(reader, reader.file() + ": " + layer + ", blob " + blobs.size()));
    } else if (generation == Generation.V1 && field == V1LayerParameter.LAYER_FIELD_NUMBER) {
      reader.message((inner, type) -> layerField(inner, type, Generation.V0));
    } else {
      return false;
    }
    return true;
  }

  private String readName() throws IOException {
    String read = reader.in().readString();
    if (read.length() > 1 << 16) {
      throw new InvalidProtocolBufferException(
          "a layer's name of " + read.length() + " characters");
    }
    return read;
  }
}
