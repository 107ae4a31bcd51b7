package io.decant.cli.inspect;

import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which net is meant. */
final class NetFlags {
  @Option(names = "--model", paramLabel = "FILE", description = "the net prototxt")
  @Nullable String model;

  @Option(names = "--phase", paramLabel = "PHASE", description = "TRAIN or TEST; default TRAIN")
  String phase = "TRAIN";

  @Option(names = "--level", paramLabel = "N", description = "level of the net's state")
  int level;

  @Option(
      names = "--stage",
      paramLabel = "NAMES",
      description = "stages of the net's state, separated by commas")
  @Nullable String stage;

  /** Returns the file that was given. */
  Path file() {
    if (model == null || model.isEmpty()) {
      throw new UsageException("--model=FILE is needed");
    }
    return Path.of(model);
  }

  /** Reads the net in its present form. */
  Located<NetParameter> net() {
    return read(file());
  }

  /** Reads a net in its present form. */
  static Located<NetParameter> read(Path file) {
    return NetUpgrade.upgrade(Prototxt.parseNet(file), line -> {});
  }

  /** Returns what include and exclude rules are asked with. */
  NetState state() {
    if (!phase.equals("TRAIN") && !phase.equals("TEST")) {
      throw new UsageException("--phase is TRAIN or TEST, not '" + phase + "'");
    }
    return overrides().toBuilder().setPhase(Phase.valueOf(phase)).build();
  }

  /** Returns what is asked for besides the phase. */
  NetState overrides() {
    NetState.Builder state = NetState.newBuilder().addAllStage(Options.list(stage));
    if (level != 0) {
      state.setLevel(level);
    }
    return state.build();
  }
}
