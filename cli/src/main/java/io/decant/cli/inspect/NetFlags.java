package io.decant.cli.inspect;

import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which net is meant. */
class NetFlags {
  @Option(names = "--model", paramLabel = "FILE", description = "the net prototxt")
  @Nullable String model;

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

  /** Returns what is asked for besides the phase. */
  NetState overrides() {
    NetState.Builder state = NetState.newBuilder().addAllStage(Options.list(stage));
    if (level != 0) {
      state.setLevel(level);
    }
    return state.build();
  }
}
