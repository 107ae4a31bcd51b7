package io.decant.tiering.plan;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.op.Cost;
import io.decant.spi.op.OpClass;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A program for planning alone, with the times that its operators took on some device. */
final class RecordedProgram {
  private final Map<String, Block> blocks = new HashMap<>();
  private final List<LoweredOp> ops = new ArrayList<>();
  private final IdentityHashMap<LoweredOp, Double> seconds = new IdentityHashMap<>();
  private final LoweredProgram program;

  /** Reads the recording of this name. */
  RecordedProgram(String name) {
    this(name, recording(name));
  }

  /** Reads the lines of a recording. */
  RecordedProgram(String name, String text) {
    text.lines().forEach(line -> read(line.split(" ")));
    List<ProgramOp> plain = ops.stream().map(LoweredOp::op).toList();
    program = new LoweredProgram(new ProgramBuilder(name).build().withOps(plain), ops);
  }

  private static String recording(String name) {
    try (InputStream in =
        Objects.requireNonNull(RecordedProgram.class.getResourceAsStream(name + ".txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LoweredProgram program() {
    return program;
  }

  OpTimes times() {
    return op -> Objects.requireNonNull(seconds.get(op));
  }

  private void read(String[] words) {
    if (words[0].equals("block")) {
      boolean persistent = words[4].equals("persistent");
      Block block =
          new Block(words[5], Long.parseLong(words[2]), BlockRole.valueOf(words[3]), persistent);
      blocks.put(words[1], block);
    } else if (words[0].equals("op")) {
      boolean onDevice = words[3].equals("device");
      OpSpec spec =
          onDevice
              ? new Spec(words[6], OpClass.valueOf(words[2]))
              : new HostOp(words[6], List.of(), tensors -> {});
      ProgramOp op = new ProgramOp(spec, List.of(), words[5], Direction.valueOf(words[4]));
      List<BlockAccess> accesses = new ArrayList<>();
      for (int i = 7; i < words.length; i++) {
        String[] access = words[i].split(":", -1);
        accesses.add(
            new BlockAccess(
                Objects.requireNonNull(blocks.get(access[0])),
                access[1].contains("f"),
                access[1].contains("w"),
                access[1].contains("d")));
      }
      LoweredOp lowered = new LoweredOp(op, onDevice ? new Nothing() : null, null, accesses);
      ops.add(lowered);
      seconds.put(lowered, Math.max(1e-9, Double.parseDouble(words[1]) / 1e6));
    }
  }

  private record Spec(String name, OpClass opClass) implements OpSpec {
    @Override
    public List<Operand> operands() {
      return List.of();
    }

    @Override
    public Cost cost() {
      return new Cost(0, 0);
    }
  }

  private static final class Nothing implements Executable {
    @Override
    public long workspaceBytes() {
      return 0;
    }

    @Override
    public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
      throw new UnsupportedOperationException();
    }
  }
}
