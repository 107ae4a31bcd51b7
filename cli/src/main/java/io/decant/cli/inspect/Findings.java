package io.decant.cli.inspect;

import io.decant.api.forecast.MemoryStudy;
import io.decant.api.net.Net;
import io.decant.api.net.NetOutput;
import io.decant.cli.flag.UsageException;
import io.decant.cli.memory.ByteText;
import io.decant.proto.text.KnownForks;
import io.decant.proto.text.Source;
import io.decant.proto.text.UnknownField;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a check has found so far; each finding is printed as it comes. */
final class Findings {
  private final PrintStream out;
  private final Set<String> seen = new LinkedHashSet<>();
  private int problems;

  Findings(PrintStream out) {
    this.out = out;
  }

  /** Runs a part of the check; what it throws is a problem, and does not end the check. */
  void stage(String what, Runnable part) {
    try {
      part.run();
    } catch (UsageException e) {
      throw e;
    } catch (RuntimeException e) {
      problems++;
      out.println("problem: " + what + ": " + e.getMessage());
    }
  }

  void fine(String line) {
    out.println("ok: " + line);
  }

  /** Says which fields the schema does not have, and where they come from. */
  void fields(Source source) {
    for (UnknownField field : source.allUnknownFields()) {
      note(field.location() + ": " + KnownForks.explain(field));
    }
  }

  /** Says that a file has an old form. */
  void upgrades(Path file, List<String> lines) {
    if (lines.stream().anyMatch(line -> line.startsWith("Attempting"))) {
      note(
          file
              + " has an old form, which is read all the same; upgrade_net_proto_text or"
              + " upgrade_solver_proto_text writes the present one");
    }
  }

  private void note(String line) {
    if (seen.add(line)) {
      out.println("note: " + line);
    }
  }

  void net(Net net) {
    List<LayerFacts> layers = LayerFacts.of(net);
    fine(
        String.format(
            Locale.ROOT,
            "net '%s', phase %s: %d layers, %,d parameters, %,d multiply-adds forward; outputs: %s",
            net.name(),
            net.phase(),
            layers.size(),
            layers.stream().mapToLong(LayerFacts::parameters).sum(),
            layers.stream().mapToLong(LayerFacts::multiplyAdds).sum(),
            net.outputs().stream().map(NetOutput::name).collect(Collectors.joining(", "))));
  }

  /** Says what memory is needed; too little of it is a problem. */
  void memory(MemoryStudy study, long pool) {
    long resident = study.residentBytes();
    long smallest = study.smallestPoolBytes();
    fine(
        "device memory, as the processor's backend needs it: "
            + ByteText.of(resident)
            + " with everything on the device; with --lms auto and no operator cut at least "
            + ByteText.of(smallest)
            + ", for "
            + study.neediest().op());
    if (pool > 0 && pool < smallest) {
      problems++;
      out.println(
          "problem: the memory: "
              + ByteText.of(pool)
              + " are too little for one operator at a time; operators would have to be cut");
    } else if (pool > 0) {
      fine(
          ByteText.of(pool)
              + (pool < resident ? " are enough with --lms auto only" : " are enough"));
    }
  }

  /** Sums up; returns the exit code. */
  int close() {
    out.println(problems == 0 ? "no problem found" : problems + " problem(s) found");
    return problems == 0 ? 0 : 1;
  }
}
