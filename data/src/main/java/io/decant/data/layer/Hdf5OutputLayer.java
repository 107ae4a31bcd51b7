package io.decant.data.layer;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.data.DataException;
import io.decant.data.hdf5.Hdf5Array;
import io.decant.data.hdf5.Hdf5Writer;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes its two bottoms to the datasets {@code data} and {@code label} of an HDF5 file, both with
 * four axes (behind the last of a bottom follow extents of 1). The file is there when the first
 * forward pass has run; a further pass is refused, since the file holds one batch. Source: Caffe's
 * HDF5OutputLayer, which ends the process on a further pass.
 */
public final class Hdf5OutputLayer extends SimpleLayer {
  private static final String MESSAGE = "hdf5_output_param";
  private static final int AXES = 4;

  private final Path file;
  private boolean written;

  /** Checks that the file can be written. */
  public Hdf5OutputLayer(LayerConfig config) {
    super(config, 2, 0);
    String name = config.parameter().getHdf5OutputParam().getFileName();
    if (name.isEmpty()) {
      throw config.error("no file is given; add hdf5_output_param { file_name: ... }");
    }
    file = config.resolve(name);
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw refusal("it is a folder");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw refusal("there is no folder " + folder + "; make it first");
    }
    if (!Files.isWritable(folder)) {
      throw refusal("this user may not write there");
    }
  }

  private RuntimeException refusal(String problem) {
    return config().error(MESSAGE, "file_name", "cannot write " + file + ": " + problem);
  }

  @Override
  public void reshape(LayerSetup setup) {
    for (int i = 0; i < 2; i++) {
      Shape shape = setup.bottom(i);
      if (shape.rank() < 1 || shape.rank() > AXES) {
        throw setup.error(
            "bottom %d has %d axes, shape %s; 1 to %d can be written"
                .formatted(i, shape.rank(), shape, AXES));
      }
    }
    if (setup.bottom(0).dim(0) != setup.bottom(1).dim(0)) {
      throw setup.error(
          "its bottoms have shapes %s and %s; both must have as many rows"
              .formatted(setup.bottom(0), setup.bottom(1)));
    }
  }

  @Override
  public void forward(ForwardPass pass) {
    Shape data = pass.bottom(0).shape();
    Shape label = pass.bottom(1).shape();
    List<Operand> operands =
        List.of(Operand.read("data", data.toArray()), Operand.read("label", label.toArray()));
    pass.emit(new HostOp("write", operands, this::write), pass.bottom(0), pass.bottom(1));
  }

  private void write(List<HostTensor> operands) throws IOException {
    if (written) {
      throw new DataException(
          file
              + " holds the batch of an earlier pass, and can hold one only; run one pass, with a"
              + " batch as large as needed");
    }
    Hdf5Writer.write(
        file, List.of(array("data", operands.get(0)), array("label", operands.get(1))));
    written = true;
  }

  private static Hdf5Array array(String name, HostTensor tensor) {
    long[] extents = Arrays.copyOf(tensor.tensor().shape().toArray(), AXES);
    for (int i = tensor.tensor().shape().rank(); i < AXES; i++) {
      extents[i] = 1;
    }
    return new Hdf5Array(name, Shape.of(extents), tensor::floats);
  }

  @Override
  public void backward(BackwardPass pass) {
    for (int i = 0; i < pass.bottoms(); i++) {
      if (pass.propagates(i)) {
        Tensor gradient = pass.bottomGradient(i);
        pass.emit(new Fill(gradient.count(), 0), gradient);
      }
    }
  }
}
