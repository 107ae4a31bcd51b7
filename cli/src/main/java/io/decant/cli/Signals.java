package io.decant.cli;

import io.decant.api.solver.Solver;
import io.decant.cli.flag.UsageException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Connects signals to a training run, as Caffe's SignalHandler does. */
final class Signals {
  private static final Set<String> EFFECTS = Set.of("stop", "snapshot", "none");

  private Signals() {}

  /** Makes sure that an effect is one, before anything expensive is done. */
  static void check(String flag, String effect) {
    if (!EFFECTS.contains(effect)) {
      throw new UsageException("--" + flag + " takes stop, snapshot or none, not '" + effect + "'");
    }
  }

  static void handle(String signal, String effect, Solver run) {
    switch (effect) {
      case "stop" -> install(signal, run::requestStop);
      case "snapshot" -> install(signal, run::requestSnapshot);
      default -> {}
    }
  }

  /** Goes by reflection: the classes are in jdk.unsupported, which javac warns of by name. */
  private static void install(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      Method handle = signal.getMethod("handle", signal, handler);
      handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException e) {
      // The system has no such signal, as Windows has no SIGHUP: nobody can send it.
      if (!(e.getCause() instanceof IllegalArgumentException)) {
        throw new IllegalStateException("SIG" + name + " cannot be handled", e);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("SIG" + name + " cannot be handled", e);
    }
  }
}
