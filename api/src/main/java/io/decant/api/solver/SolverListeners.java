package io.decant.api.solver;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells several listeners, in the order in which they were added. */
final class SolverListeners implements SolverListener {
  private final List<SolverListener> listeners = new CopyOnWriteArrayList<>();

  void add(SolverListener listener) {
    listeners.add(listener);
  }

  @Override
  public void onStart(long iteration) {
    listeners.forEach(listener -> listener.onStart(iteration));
  }

  @Override
  public void onIteration(long iteration, double loss, double rate) {
    listeners.forEach(listener -> listener.onIteration(iteration, loss, rate));
  }

  @Override
  public void onTrainOutput(String output, double value) {
    listeners.forEach(listener -> listener.onTrainOutput(output, value));
  }

  @Override
  public void onDisplay(long iteration) {
    listeners.forEach(listener -> listener.onDisplay(iteration));
  }

  @Override
  public void onTest(int net, int done, int total) {
    listeners.forEach(listener -> listener.onTest(net, done, total));
  }

  @Override
  public void onTestOutput(int net, String output, double mean) {
    listeners.forEach(listener -> listener.onTestOutput(net, output, mean));
  }

  @Override
  public void onSnapshot(Path model, Path state) {
    listeners.forEach(listener -> listener.onSnapshot(model, state));
  }
}
