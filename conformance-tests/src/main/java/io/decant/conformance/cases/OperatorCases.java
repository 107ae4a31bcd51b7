package io.decant.conformance.cases;

import io.decant.spi.op.MandatoryOp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The cases of every operator, by the operator's name. */
public final class OperatorCases {
  private static final Map<String, CaseSource> SOURCES = sources();

  private OperatorCases() {}

  /** Returns the names of the operators that there are cases for. */
  public static Set<String> operators() {
    return SOURCES.keySet();
  }

  /** Returns the names of those that every backend implements. */
  public static List<String> mandatory() {
    return operators().stream().filter(OperatorCases::isMandatory).toList();
  }

  /** Returns the names of those that carry a decomposition. */
  public static List<String> composite() {
    return operators().stream().filter(name -> !isMandatory(name)).toList();
  }

  /** Returns the edge cases of an operator, and behind them as many random ones as wanted. */
  public static List<OperatorCase> of(String operator, int randomCases) {
    CaseSource source = source(operator);
    Random random = new Random(operator.hashCode());
    List<OperatorCase> cases = new ArrayList<>(source.edges(random));
    for (int i = 0; i < randomCases; i++) {
      cases.add(source.any(random));
    }
    return cases;
  }

  /** Returns the cases of an operator that are large: for values and repetition only. */
  public static List<OperatorCase> large(String operator) {
    return source(operator).large(new Random(operator.hashCode()));
  }

  /** Returns the cases of an operator in which some extent is 0. */
  public static List<OperatorCase> empty(String operator) {
    return source(operator).empty(new Random(operator.hashCode()));
  }

  private static CaseSource source(String operator) {
    CaseSource source = SOURCES.get(operator);
    if (source == null) {
      throw new IllegalArgumentException(
          "there are no cases for '" + operator + "', only for " + SOURCES.keySet());
    }
    return source;
  }

  private static boolean isMandatory(String operator) {
    for (Class<?> type : MandatoryOp.class.getPermittedSubclasses()) {
      if (type.getSimpleName().equals(operator)) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, CaseSource> sources() {
    Map<String, CaseSource> sources = new LinkedHashMap<>();
    sources.put("Gemm", new GemmCases());
    sources.put("Axpby", new AxpbyCases());
    sources.put("Unary", new UnaryCases());
    sources.put("Binary", new BinaryCases());
    sources.put("Broadcast", new BroadcastCases());
    sources.put("Reduce", new ReduceCases());
    sources.put("Gather", IndexCases.GATHER);
    sources.put("ScatterAdd", IndexCases.SCATTER_ADD);
    sources.put("Im2col", WindowCases.IM2COL);
    sources.put("Col2im", WindowCases.COL2IM);
    sources.put("WindowReduce", WindowCases.REDUCE);
    sources.put("RandomFill", new RandomFillCases());
    sources.put("Copy", new CopyCases());
    sources.put("Fill", new FillCases());
    sources.put("Convolution", ConvolutionCases.FORWARD);
    sources.put("ConvolutionBackwardData", ConvolutionCases.BACKWARD_DATA);
    sources.put("ConvolutionBackwardWeights", ConvolutionCases.BACKWARD_WEIGHTS);
    sources.put("AveragePooling", PoolingCases.FORWARD);
    sources.put("AveragePoolingBackward", PoolingCases.BACKWARD);
    sources.put("MaxPoolingBackward", new MaxPoolingCases());
    sources.put("ChannelSum", new ChannelSumCases());
    sources.put("ChannelDot", ChannelwiseCases.DOT);
    sources.put("ChannelMoments", ChannelwiseCases.MOMENTS);
    sources.put("Normalise", ChannelwiseCases.NORMALISE);
    sources.put("NormaliseBackward", ChannelwiseCases.NORMALISE_BACKWARD);
    sources.put("BatchNorm", ChannelwiseCases.BATCH_NORM);
    sources.put("BatchNormBackward", ChannelwiseCases.BATCH_NORM_BACKWARD);
    sources.put("MovingAverages", new MovingAveragesCases());
    sources.put("ScaleShift", ChannelwiseCases.SCALE_SHIFT);
    sources.put("ReluBackward", new ReluBackwardCases());
    sources.put("BiasReluBackward", ChannelwiseCases.BIAS_RELU_BACKWARD);
    sources.put("Sum", new SumCases());
    sources.put("Lrn", LrnCases.FORWARD);
    sources.put("LrnBackward", LrnCases.BACKWARD);
    sources.put("LstmCell", LstmCases.FORWARD);
    sources.put("LstmCellBackward", LstmCases.BACKWARD);
    sources.put("Softmax", SoftmaxCases.FORWARD);
    sources.put("SoftmaxBackward", SoftmaxCases.BACKWARD);
    sources.put("SoftmaxLoss", LabelCases.LOSS);
    sources.put("SoftmaxLossBackward", LabelCases.LOSS_BACKWARD);
    sources.put("ClassificationAccuracy", LabelCases.ACCURACY);
    sources.put("SgdStep", SolverStepCases.SGD);
    sources.put("NesterovStep", SolverStepCases.NESTEROV);
    sources.put("AdaGradStep", SolverStepCases.ADA_GRAD);
    sources.put("RmsPropStep", SolverStepCases.RMS_PROP);
    sources.put("AdaDeltaStep", SolverStepCases.ADA_DELTA);
    sources.put("AdamStep", SolverStepCases.ADAM);
    sources.put("AdamWStep", SolverStepCases.ADAM_W);
    sources.put("TrustRatio", new TrustRatioCases());
    return sources;
  }
}
