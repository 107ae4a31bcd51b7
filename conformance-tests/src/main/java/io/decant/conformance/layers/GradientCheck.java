package io.decant.conformance.layers;

import io.decant.api.blob.Blob;
import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import io.decant.conformance.trial.ErrorMeter;
import io.decant.conformance.trial.RuleViolation;

/**
 * Compares the backward pass of a case with central differences of its forward pass, for every
 * element of every bottom and parameter that has a gradient. Source: the rules of Caffe's gradient
 * checker for step, threshold, scale and kinks; the loss is a weighting of all tops at once.
 */
public final class GradientCheck {
  private static final float STEP = GradientRule.STEP;

  private final LayerCase subject;
  private final LayerNet layer;
  private final Net net;

  private GradientCheck(LayerCase subject, LayerNet layer) {
    this.subject = subject;
    this.layer = layer;
    this.net = layer.net();
  }

  /** Checks a case; returns how many elements were compared. */
  public static int run(LayerCase subject, long seed, Engine engine) {
    try (LayerNet layer = LayerNet.of(subject, engine, seed)) {
      return new GradientCheck(subject, layer).run();
    } catch (RuntimeException e) {
      throw new RuleViolation(
          "layer.gradient", "failed with " + e.getMessage() + "; in " + subject, e);
    }
  }

  private int run() {
    net.clearParameterGradients();
    net.passes().iteration(0, 0);
    net.forward();
    net.backward();
    int compared = 0;
    for (LayerInput input : subject.inputs()) {
      if (input.differentiable() && !subject.learns(input)) {
        compared += check(input.name(), net.blob(input.name()));
      }
    }
    for (NetParam param : net.parameters()) {
      if (!LayerNet.fixed(param)) {
        compared += check(LayerNet.name(param), net.blob(param));
      }
    }
    return compared;
  }

  private int check(String name, Blob blob) {
    float[] numbers = layer.filled(name);
    float[] gradients = blob.diff();
    int compared = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (subject.gradient().checks(numbers[i])) {
        float old = numbers[i];
        double above = loss(blob, numbers, i, old + STEP);
        double below = loss(blob, numbers, i, old - STEP);
        double width = (double) (old + STEP) - (old - STEP);
        numbers[i] = old;
        compare(name, i, old, (above - below) / width, gradients[i]);
        compared++;
      }
    }
    blob.setData(numbers.clone());
    return compared;
  }

  private void compare(String name, int element, float at, double difference, double gradient) {
    double scale = Math.max(1, Math.max(Math.abs(difference), Math.abs(gradient)));
    double allowed = subject.gradient().threshold() * scale;
    RuleViolation.unless(
        Math.abs(difference - gradient) <= allowed,
        "layer.gradient",
        name
            + ", element "
            + element
            + " at "
            + at
            + ": the difference is "
            + difference
            + ", the gradient "
            + gradient
            + ", allowed difference "
            + allowed
            + "; in "
            + subject);
    ErrorMeter.note(Math.abs(difference - gradient), allowed);
  }

  private double loss(Blob blob, float[] numbers, int element, float value) {
    numbers[element] = value;
    blob.setData(numbers.clone());
    net.passes().iteration(0, 0);
    net.runForward();
    double loss = 0;
    for (int i = 0; i < subject.weighted(); i++) {
      String top = subject.tops().get(i);
      float[] data = net.blob(top).data();
      for (int at = 0; at < data.length; at++) {
        loss += (double) data[at] * weight(top, i, at);
      }
    }
    return loss;
  }

  private double weight(String top, int index, int element) {
    return subject.loss()
        ? net.layers().stream()
            .filter(node -> node.name().equals("layer"))
            .findFirst()
            .orElseThrow()
            .lossWeight(index)
        : layer.filled(LayerText.weights(top))[element];
  }
}
