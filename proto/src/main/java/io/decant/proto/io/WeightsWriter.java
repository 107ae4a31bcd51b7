package io.decant.proto.io;

import com.google.protobuf.CodedOutputStream;
import io.decant.proto.ProtoFileException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a caffemodel layer by layer. The file appears under its name with {@link #commit}; closed
 * without it, or after a failure, nothing is left and an older file is untouched. Not thread-safe.
 */
public final class WeightsWriter implements AutoCloseable {
  private final WireWriter out;

  private WeightsWriter(WireWriter out) {
    this.out = out;
  }

  /**
   * Begins a caffemodel.
   *
   * @param target the file
   * @param header the net; its layers are left out
   * @throws ProtoFileException if nothing can be written there
   */
  public static WeightsWriter create(Path target, NetParameter header) {
    return create(new WireWriter(target), header);
  }

  static WeightsWriter create(WireWriter out, NetParameter header) {
    WeightsWriter writer = new WeightsWriter(out);
    writer.out.fields(header.toBuilder().clearLayer().clearLayers().build());
    return writer;
  }

  /**
   * Writes a layer.
   *
   * @param layer the layer; blobs in it are left out
   * @param blobs its parameters
   * @throws ProtoFileException if the disk is full, or the file would be too big
   */
  public void layer(LayerParameter layer, List<BlobData> blobs) {
    LayerParameter head = layer.toBuilder().clearBlobs().build();
    List<BlobWriter> writers = blobs.stream().map(BlobWriter::new).toList();
    int field = LayerParameter.BLOBS_FIELD_NUMBER;
    long size =
        writers.stream().mapToLong(blob -> WireWriter.messageSize(field, blob.size())).sum();
    out.message(
        NetParameter.LAYER_FIELD_NUMBER,
        head.getSerializedSize() + size,
        (CodedOutputStream stream) -> {
          head.writeTo(stream);
          for (BlobWriter blob : writers) {
            WireWriter.writeHead(stream, field, blob.size());
            blob.write(stream);
          }
        });
  }

  /**
   * Puts the file on the disk under its name.
   *
   * @throws ProtoFileException if that fails
   */
  public void commit() {
    out.commit();
  }

  @Override
  public void close() {
    out.close();
  }
}
