package io.decant.api.engine;

import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import io.decant.spi.device.Device;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.layout.ChannelsLast;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.rewrite.Rewrite;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Which layout operators get: the one that the property {@code decant.layout} says. */
final class LayoutPolicy {
  private static final String PROPERTY = "decant.layout";

  private LayoutPolicy() {}

  /**
   * Returns the rewrite of programs.
   *
   * @throws IllegalArgumentException when the property says none of the three
   */
  static Rewrite of(
      BackendContext context, Device device, PrepareOptions options, ComputeMode products) {
    String policy = context.property(PROPERTY).orElse("auto");
    return switch (policy) {
      case "auto" ->
          logged(
              ChannelsLast.whereFaster(spec -> device.seconds(spec, options), products),
              context.listener());
      case "channels_first" -> Rewrite.NONE;
      case "channels_last" -> logged(ChannelsLast.everywhere(), context.listener());
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " is auto, channels_first or channels_last, not '" + policy + "'");
    };
  }

  private static Rewrite logged(Rewrite layout, BackendListener listener) {
    return program -> {
      Program rewritten = layout.apply(program);
      if (rewritten != program) {
        listener.info(describe(program, rewritten));
      }
      return rewritten;
    };
  }

  private static String describe(Program program, Program rewritten) {
    Set<ProgramOp> old = Collections.newSetFromMap(new IdentityHashMap<>());
    old.addAll(program.ops());
    int all = program.ops().size();
    long changed = all - rewritten.ops().stream().filter(old::contains).count();
    return "program '"
        + program.name()
        + "': "
        + changed
        + " of "
        + all
        + " operators have channels last, with "
        + (rewritten.ops().size() - all)
        + " conversions between layouts";
  }
}
