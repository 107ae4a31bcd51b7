package io.decant.cli.inspect;

import io.decant.cli.flag.UsageException;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import picocli.CommandLine.Option;

/** The flags that say which net is meant, in which phase. */
final class PhasedNetFlags extends NetFlags {
  @Option(names = "--phase", paramLabel = "PHASE", description = "TRAIN or TEST; default TRAIN")
  String phase = "TRAIN";

  /** Returns what include and exclude rules are asked with. */
  NetState state() {
    if (!phase.equals("TRAIN") && !phase.equals("TEST")) {
      throw new UsageException("--phase is TRAIN or TEST, not '" + phase + "'");
    }
    return overrides().toBuilder().setPhase(Phase.valueOf(phase)).build();
  }
}
