package io.decant.api.backend;

/** The table of precedence: what may say which device to use, strongest first. */
public enum Precedence {
  /** The user names the backend, and perhaps the device. */
  BACKEND_OR_DEVICE(
      "--backend, --device, or the properties decant.backend, decant.device",
      "that backend and that device; nothing else if they cannot be had"),
  /** The user names a graphics processor, as for Caffe. */
  GPU(
      "--gpu",
      "that graphics processor of the best backend that has one; nothing else if there is none"),
  /** The solver wants the host's processor. */
  SOLVER_CPU("solver_mode: CPU", "the best backend's first CPU device"),
  /** The solver wants a graphics processor, or does not say. */
  SOLVER_GPU(
      "solver_mode: GPU and device_id, which are also the defaults",
      "that graphics processor; where no backend has any, a CPU device after a warning"),
  /** Nobody says anything. */
  BEST("none of these", "the first device of the best backend that is available");

  private final String source;
  private final String effect;

  Precedence(String source, String effect) {
    this.source = source;
    this.effect = effect;
  }

  /** Returns what says it, as people write it. */
  public String source() {
    return source;
  }

  /** Returns which device is used then. */
  public String effect() {
    return effect;
  }
}
