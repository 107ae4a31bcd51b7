package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.ProtoException;
import io.decant.proto.caffe.InfogainLossParameter;
import io.decant.proto.caffe.LossParameter;
import io.decant.proto.io.BinaryProto;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Gather;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Softmax;
import io.decant.spi.op.SoftmaxLoss.Normalization;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code loss = -sum over labels and classes c of H[label, c] * log(max(softmax(x)[c], 1e-20)) /
 * normaliser}. H (classes, classes) is read from {@code source}, or is bottom 2; a second top holds
 * the probabilities. Source: Caffe's InfogainLossLayer.
 */
public final class InfogainLossLayer extends LossLayer {
  private static final float LEAST = 1e-20f;

  private final InfogainLossParameter parameter;
  private final LossParameter loss;
  private final float @Nullable [] matrix;
  private LabelGeometry geometry = new LabelGeometry(0, 0, 0, false, 0);
  private LossDivisor divisor = LossDivisor.NONE;

  /** Creates the layer; reads the matrix. */
  public InfogainLossLayer(LayerConfig config) {
    super(config, BlobCount.between(2, 3), BlobCount.between(1, 2));
    parameter = config.parameter().getInfogainLossParam();
    loss = config.parameter().getLossParam();
    if (loss.hasNormalize()) {
      throw config.error(
          "loss_param", "normalize", "normalize is deprecated; give normalization instead");
    }
    matrix = config.parameter().getBottomCount() < 3 ? read(config) : null;
  }

  private static float[] read(LayerConfig config) {
    InfogainLossParameter parameter = config.parameter().getInfogainLossParam();
    if (!parameter.hasSource()) {
      throw config.error("needs infogain_loss_param { source: ... }, or the matrix as bottom 2");
    }
    Path file = config.resolve(parameter.getSource());
    try {
      return BinaryProto.readBlob(file).data();
    } catch (ProtoException e) {
      throw config.error("infogain_loss_param", "source", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom == 0;
  }

  @Override
  public void reshape(LayerSetup setup) {
    geometry =
        Labels.geometry(setup, parameter.getAxis(), loss.hasIgnoreLabel(), loss.getIgnoreLabel());
    Labels.checkBatch(setup);
    long elements = matrix == null ? setup.bottom(2).count() : matrix.length;
    if (elements != geometry.classes() * geometry.classes()) {
      throw setup.error(
          "the matrix has "
              + elements
              + " elements, "
              + geometry.classes()
              + " classes need as many squared");
    }
    Normalization normalization = Normalizations.of(loss, Normalization.VALID);
    divisor = new LossDivisor(normalization, geometry.labels(), geometry.outer());
    setup.top(0, Shape.of());
    if (setup.tops() > 1) {
      setup.top(1, setup.bottom(0));
    }
  }

  private Shape scores() {
    return Shape.of(geometry.outer(), geometry.classes(), geometry.inner());
  }

  @Override
  public void forward(ForwardPass pass) {
    long count = geometry.scores();
    Tensor prob = pass.tops() > 1 ? pass.top(1) : pass.keep("prob", scores());
    pass.emit(
        new Softmax(geometry.outer(), geometry.classes(), geometry.inner()), pass.bottom(0), prob);
    Tensor valid = null;
    if (geometry.ignores()) {
      valid = pass.temporary("valid", Shape.of(geometry.labels()));
      LossDivisor.emitValid(pass, pass.bottom(1), geometry.ignored(), valid);
    }
    Tensor gains = pass.keep("gains", scores());
    emitGains(pass, valid, gains);
    Tensor losses = pass.temporary("losses", scores());
    pass.emit(new Unary(Unary.Function.CLAMP, count, LEAST, Float.POSITIVE_INFINITY), prob, losses);
    pass.emit(Unary.of(Unary.Function.LOG, count), losses, losses);
    pass.emit(new Binary(BinaryFunction.MUL, count), losses, gains, losses);
    pass.emit(new Reduce(Reduce.Function.SUM, 1, count, 1, -1, false), losses, pass.top(0));
    divisor.emit(pass, valid, pass.top(0));
  }

  /** Emits each label's row of the matrix, along the classes; zeros for ignored labels. */
  private void emitGains(ForwardPass pass, @Nullable Tensor valid, Tensor gains) {
    long classes = geometry.classes();
    Tensor h = pass.bottoms() > 2 ? pass.bottom(2) : emitMatrix(pass);
    Tensor rows = pass.temporary("rows", Shape.of(geometry.labels(), classes));
    pass.emit(
        new Gather(1, classes, geometry.labels(), classes, IndexLayout.ALONG_COUNT),
        h,
        pass.bottom(1),
        rows);
    pass.emit(
        new Copy(
            TensorSpec.strided(DType.FLOAT32, scores(), geometry.inner() * classes, 1, classes),
            TensorSpec.dense(DType.FLOAT32, scores())),
        rows,
        gains);
    if (valid != null) {
      pass.emit(
          Broadcast.acrossMiddle(BinaryFunction.MASK, geometry.outer(), classes, geometry.inner()),
          gains,
          valid,
          gains);
    }
  }

  private Tensor emitMatrix(ForwardPass pass) {
    float[] values = matrix == null ? new float[0] : matrix;
    Tensor h = pass.temporary("matrix", Shape.of(geometry.classes(), geometry.classes()));
    pass.emit(
        new HostOp(
            "matrix",
            List.of(Operand.write("h", h.shape().toArray())),
            operands -> operands.get(0).floats().put(values)),
        h);
    return h;
  }

  /** dx = prob * (sum of the label's row) - row, both 0 for ignored labels, over the divisor. */
  @Override
  public void backward(BackwardPass pass) {
    refuseGradient(pass, 1, "labels");
    if (pass.bottoms() > 2) {
      refuseGradient(pass, 2, "infogain matrices");
    }
    if (!pass.propagates(0)) {
      return;
    }
    long count = geometry.scores();
    Tensor prob = pass.tops() > 1 ? pass.top(1) : pass.kept("prob");
    Tensor gains = pass.kept("gains");
    Tensor sums = pass.temporary("sums", Shape.of(geometry.labels()));
    Tensor dx = pass.bottomGradient(0);
    pass.emit(
        Reduce.of(Reduce.Function.SUM, geometry.outer(), geometry.classes(), geometry.inner()),
        gains,
        sums);
    pass.emit(
        Broadcast.acrossMiddle(
            BinaryFunction.MUL, geometry.outer(), geometry.classes(), geometry.inner()),
        prob,
        sums,
        dx);
    pass.emit(new Binary(BinaryFunction.SUB, count), dx, gains, dx);
    pass.emit(Axpby.scaledBy(count, 1), dx, LossDivisor.emitGradient(pass), dx);
  }
}
