package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredOp;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Records moves as events of Java's Flight Recorder, which cost next to nothing when it is off. */
final class FlightRecorderTraffic implements TrafficRecorder {
  /** A block starts on its way to the device. */
  @Name("io.decant.SwapIn")
  @Label("Swap in")
  @Category("Decant")
  @StackTrace(false)
  static final class SwapIn extends Event {
    @Label("Block")
    final String block;

    @Label("Size")
    @DataAmount
    final long bytes;

    SwapIn(Block block) {
      this.block = block.name();
      this.bytes = block.bytes();
    }
  }

  /** A block starts on its way from the device. */
  @Name("io.decant.SwapOut")
  @Label("Swap out")
  @Category("Decant")
  @StackTrace(false)
  static final class SwapOut extends Event {
    @Label("Block")
    final String block;

    @Label("Size")
    @DataAmount
    final long bytes;

    SwapOut(Block block) {
      this.block = block.name();
      this.bytes = block.bytes();
    }
  }

  /** An operator runs once more. */
  @Name("io.decant.Recompute")
  @Label("Recompute")
  @Category("Decant")
  @StackTrace(false)
  static final class Recompute extends Event {
    @Label("Layer")
    final String layer;

    @Label("Operator")
    final String operator;

    Recompute(LoweredOp op) {
      this.layer = op.op().layer();
      this.operator = op.op().spec().name();
    }
  }

  @Override
  public void in(Block block) {
    new SwapIn(block).commit();
  }

  @Override
  public void out(Block block) {
    new SwapOut(block).commit();
  }

  @Override
  public void recompute(LoweredOp op) {
    new Recompute(op).commit();
  }
}
