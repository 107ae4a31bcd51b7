package io.decant.api.solver;

import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.spi.op.AdaDeltaStep;
import io.decant.spi.op.AdaGradStep;
import io.decant.spi.op.AdamStep;
import io.decant.spi.op.AdamWStep;
import io.decant.spi.op.NesterovStep;
import io.decant.spi.op.RmsPropStep;
import io.decant.spi.op.SgdStep;
import io.decant.spi.op.SolverStep;
import io.decant.spi.op.StepSettings;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The solvers of Caffe, and AdamW and LARS: what their prototxts may say, and their operators. */
enum SolverType {
  /** Stochastic gradient descent; the history holds rate times gradient. */
  SGD("SGD", 1) {
    @Override
    SolverStep step(SolverParameter parameter, StepSettings settings) {
      return new SgdStep(settings, parameter.getMomentum());
    }
  },
  /** Nesterov's accelerated gradient, with the history of SGD. */
  NESTEROV("Nesterov", 1) {
    @Override
    SolverStep step(SolverParameter parameter, StepSettings settings) {
      return new NesterovStep(settings, parameter.getMomentum());
    }
  },
  /** AdaGrad; the history holds sums of squares. */
  ADAGRAD("AdaGrad", 1) {
    @Override
    SolverStep step(SolverParameter parameter, StepSettings settings) {
      return new AdaGradStep(settings, parameter.getDelta());
    }

    @Override
    void check(Located<SolverParameter> solver) {
      refuseMomentum(solver);
    }
  },
  /** RMSProp; the history holds means of squares. */
  RMSPROP("RMSProp", 1) {
    @Override
    SolverStep step(SolverParameter parameter, StepSettings settings) {
      return new RmsPropStep(settings, parameter.getRmsDecay(), parameter.getDelta());
    }

    @Override
    void check(Located<SolverParameter> solver) {
      refuseMomentum(solver);
      float decay = solver.message().getRmsDecay();
      if (!(decay >= 0 && decay < 1)) {
        throw solver
            .source()
            .error("rms_decay", "rms_decay is " + decay + ", it must be at least 0 and below 1");
      }
    }
  },
  /** AdaDelta; the histories hold means of squares, of gradients and of steps. */
  ADADELTA("AdaDelta", 2) {
    @Override
    SolverStep step(SolverParameter parameter, StepSettings settings) {
      return new AdaDeltaStep(settings, parameter.getMomentum(), parameter.getDelta());
    }
  },
  /** Adam; the histories hold means of gradients and of their squares. */
  ADAM("Adam", 2) {
    @Override
    SolverStep step(SolverParameter parameter, StepSettings settings) {
      return new AdamStep(
          settings, parameter.getMomentum(), parameter.getMomentum2(), parameter.getDelta());
    }

    @Override
    float stepRate(SolverParameter parameter, float rate, long iteration) {
      return corrected(parameter, rate, iteration);
    }
  },
  /** Adam, with a decay of weights that is no part of the gradient. */
  ADAMW("AdamW", 2) {
    @Override
    SolverStep step(SolverParameter parameter, StepSettings settings) {
      return new AdamWStep(
          settings.withoutDecay(),
          parameter.getMomentum(),
          parameter.getMomentum2(),
          parameter.getDelta(),
          settings.decay());
    }

    @Override
    int rates() {
      return 2;
    }

    @Override
    float stepRate(SolverParameter parameter, float rate, long iteration) {
      return corrected(parameter, rate, iteration);
    }

    @Override
    void check(Located<SolverParameter> solver) {
      if (!solver.message().getRegularizationType().equals("L2")) {
        throw solver
            .source()
            .error(
                "regularization_type",
                "AdamW makes weights decay as L2 does; leave regularization_type out");
      }
    }
  },
  /** SGD at a rate that follows the norms of each parameter and its gradient. */
  LARS("LARS", 1) {
    @Override
    SolverStep step(SolverParameter parameter, StepSettings settings) {
      return new SgdStep(settings, parameter.getMomentum());
    }

    @Override
    void check(Located<SolverParameter> solver) {
      float coefficient = solver.message().getTrustCoefficient();
      if (!(coefficient > 0)) {
        throw solver
            .source()
            .error(
                "trust_coefficient",
                "trust_coefficient is " + coefficient + ", it must be above 0");
      }
    }
  };

  private final String type;
  private final int histories;

  SolverType(String type, int histories) {
    this.type = type;
    this.histories = histories;
  }

  /**
   * Returns the type that a solver names, after checking what is said about it.
   *
   * @throws io.decant.proto.ProtoFormatException when there is no such type, or a field does not
   *     suit it
   */
  static SolverType of(Located<SolverParameter> solver) {
    String name = solver.message().getType();
    for (SolverType known : values()) {
      if (known.type.equals(name)) {
        known.check(solver);
        if (known != LARS && solver.message().hasTrustCoefficient()) {
          throw solver
              .source()
              .error("trust_coefficient", "trust_coefficient is for LARS; leave it out");
        }
        return known;
      }
    }
    String names =
        Arrays.stream(values()).map(known -> known.type).collect(Collectors.joining(", "));
    throw solver.source().error("type", "unknown solver type '" + name + "'; known are " + names);
  }

  private static void refuseMomentum(Located<SolverParameter> solver) {
    if (solver.message().getMomentum() != 0) {
      throw solver
          .source()
          .error(
              "momentum",
              "momentum cannot be used with " + solver.message().getType() + "; leave it out");
    }
  }

  /** Returns its name in prototxts. */
  String type() {
    return type;
  }

  /** Returns how many histories it keeps of each parameter. */
  int histories() {
    return histories;
  }

  /** Returns whether histories hold gradients and not steps: a rate of 0 does not stop them. */
  boolean followsGradients() {
    return this != SGD && this != NESTEROV && this != LARS;
  }

  /** Returns how many rates its operator is given: that of the step, and that of decay. */
  int rates() {
    return 1;
  }

  private static float corrected(SolverParameter parameter, float rate, long iteration) {
    double first = 1 - Math.pow(parameter.getMomentum(), iteration + 1.0);
    double second = 1 - Math.pow(parameter.getMomentum2(), iteration + 1.0);
    return (float) (rate * Math.sqrt(second) / first);
  }

  /** Returns its operator. */
  abstract SolverStep step(SolverParameter parameter, StepSettings settings);

  /** Returns the rate that its operator is given in an iteration. */
  float stepRate(SolverParameter parameter, float rate, long iteration) {
    return rate;
  }

  /** Checks the fields that only some types accept. */
  void check(Located<SolverParameter> solver) {}
}
