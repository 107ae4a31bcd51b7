package io.decant.data.datum;

import io.decant.data.DataException;
import io.decant.data.hdf5.Hdf5Array;
import io.decant.data.hdf5.Hdf5Dataset;
import io.decant.data.hdf5.Hdf5File;
import io.decant.data.hdf5.Hdf5Writer;
import io.decant.data.hdf5.Signature;
import io.decant.proto.ProtoException;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.io.BinaryProto;
import io.decant.proto.io.BlobData;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Mean images as files: Caffe's, which are a BlobProto, or HDF5 files with the one dataset {@code
 * mean}. A file appears only when it is complete. Thread-safe.
 */
public final class MeanFile {
  private static final String DATASET = "mean";
  private static final String HDF5_SUFFIX = ".h5";

  private MeanFile() {}

  /**
   * Reads a mean, in the format that the file's first bytes tell.
   *
   * @throws DataException when it cannot be read or holds something else
   */
  public static BlobData read(Path file) throws DataException {
    try {
      return Files.isRegularFile(file) && Signature.isHdf5(file)
          ? readHdf5(file)
          : BinaryProto.readBlob(file);
    } catch (ProtoException e) {
      throw new DataException(e.getMessage(), e);
    } catch (IOException e) {
      throw e instanceof DataException known
          ? known
          : new DataException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static BlobData readHdf5(Path file) throws DataException {
    try (Hdf5File open = Hdf5File.open(file)) {
      Hdf5Dataset dataset = open.dataset(DATASET);
      return new BlobData(dataset.shape().toArray(), dataset.read());
    }
  }

  /**
   * Writes a mean, as HDF5 if the file's name ends in {@code .h5}.
   *
   * @throws IOException when it cannot be written
   * @throws ProtoException when it cannot be written as a BlobProto
   */
  public static void write(Path file, BlobProto mean) throws IOException {
    if (!file.toString().endsWith(HDF5_SUFFIX)) {
      BinaryProto.write(file, mean);
      return;
    }
    BlobData blob = BlobData.of(mean, DATASET);
    FloatBuffer values = FloatBuffer.wrap(blob.data());
    Hdf5Array array =
        new Hdf5Array(
            DATASET,
            Shape.of(blob.shape()),
            (first, count) -> values.slice(Math.toIntExact(first), count));
    Hdf5Writer.write(file, List.of(array));
  }
}
