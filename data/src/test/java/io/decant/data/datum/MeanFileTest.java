package io.decant.data.datum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.DataException;
import io.decant.data.hdf5.Hdf5Text;
import io.decant.data.hdf5.Hdf5Writer;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.io.BinaryProto;
import io.decant.proto.io.BlobData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeanFileTest {
  private static final BlobProto MEAN =
      new BlobData(new long[] {1, 1, 2, 3}, new float[] {1, 2, 3, 4, 5, 6}).toProto();

  @TempDir Path folder;

  @Test
  void bothFormatsComeBackWhateverTheirNamesAre() throws IOException {
    for (String name : List.of("mean.binaryproto", "mean.h5")) {
      Path file = folder.resolve(name);
      MeanFile.write(file, MEAN);
      Path renamed = Files.move(file, folder.resolve(name + ".moved"));
      BlobData read = MeanFile.read(renamed);
      assertArrayEquals(new long[] {1, 1, 2, 3}, read.shape());
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, read.data());
    }
    assertArrayEquals(
        new float[] {1, 2, 3, 4, 5, 6},
        BinaryProto.readBlob(folder.resolve("mean.binaryproto.moved")).data());
  }

  @Test
  void whatIsNoMeanIsRefused() throws IOException {
    Path file = folder.resolve("mean.h5");
    Hdf5Writer.write(file, List.of(new Hdf5Text("other", "text")));
    refused(file, "holds no dataset 'mean'; it holds [other]");
    Hdf5Writer.write(file, List.of(new Hdf5Text("mean", "text")));
    refused(file, "it holds text");
    refused(folder.resolve("none.h5"), "no such file");
    Files.writeString(file, "not this");
    refused(file, "not a binaryproto of one blob");
  }

  private static void refused(Path file, String expected) {
    DataException e = assertThrows(DataException.class, () -> MeanFile.read(file));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }
}
