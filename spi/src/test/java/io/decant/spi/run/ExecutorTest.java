package io.decant.spi.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.memory.BatchSource;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.SourceOp;
import io.decant.spi.memory.Step;
import io.decant.spi.memory.Streams;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Fill;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class ExecutorTest {
  private static final OpSpec RELU = Unary.of(Unary.Function.RELU, 4);

  private final FakeDevice device = new FakeDevice();
  private final FakeResidency residency = new FakeResidency(device);
  private final Executor executor = new Executor(device, Streams.of(device), residency);
  private final ProgramBuilder builder = new ProgramBuilder("p");
  private final Tensor x = Tensor.createPersistent("x", Shape.of(4), BlockRole.INPUT);
  private final Tensor y = Tensor.createPersistent("y", Shape.of(4), BlockRole.ACTIVATION);

  @Test
  void leasesAreTakenInOrderAndReturnedBehindTheirWork() {
    device.workspace = spec -> spec.name().equals("Copy") ? 8 : 0;
    builder.enter("l", Direction.FORWARD);
    builder.emit(RELU, x, y);
    builder.emit(Copy.dense(4), y, x);
    run();
    assertEquals(
        List.of(
            "begin p",
            "lease x y",
            "run Unary",
            "return x y",
            "lease y x l.Copy",
            "run Copy with workspace",
            "return y x l.Copy",
            "flush"),
        device.log);
  }

  @Test
  void aRangeRunsItsOperatorsAndTheStepsBetween() {
    builder.emit(RELU, x, y);
    builder.emit(Copy.dense(4), y, x);
    builder.emit(new Fill(4, 1), y);
    LoweredProgram lowered = lowered();
    Block block = lowered.program().region(x).block();
    List<Step> steps =
        List.of(
            new Step.SwapIn(block),
            new Step.Compute(0),
            new Step.SwapOut(block),
            new Step.Compute(1),
            new Step.WriteBack(block),
            new Step.Drop(block),
            new Step.Compute(2));
    Schedule schedule = new Schedule(lowered, steps);
    executor.run(schedule, 1, 2);
    assertEquals(
        List.of("lease y x", "run Copy", "return y x", "write back x", "drop x", "flush"),
        device.log);
    device.log.clear();
    executor.run(schedule);
    assertEquals(
        List.of("begin p", "swap in x", "lease x y", "run Unary", "return x y", "swap out x"),
        device.log.subList(0, 6));
    device.log.clear();
    executor.run(schedule, 0, 1);
    assertEquals("swap out x", device.log.get(device.log.size() - 2));
  }

  @Test
  void aRangeFromTheStartRunsWhatComesEarly() {
    Tensor rate = Tensor.create("rate", Shape.of(4), BlockRole.INPUT);
    builder.emit(new Fill(4, 1), y);
    builder.emit(new HostOp("rate", List.of(Operand.write("rate", 4)), operands -> {}), rate);
    builder.emit(Copy.dense(4), rate, x);
    LoweredProgram lowered = lowered();
    Block block = lowered.program().region(rate).block();
    List<Step> steps =
        List.of(
            new Step.Compute(1),
            new Step.SwapOut(block),
            new Step.SwapIn(block),
            new Step.Compute(0),
            new Step.Compute(2));
    Schedule schedule = new Schedule(lowered, steps);
    executor.run(schedule, 0, 1);
    int written = device.log.indexOf("return rate");
    int in = device.log.indexOf("swap in rate");
    assertTrue(written >= 0 && written < in, device.log.toString());
    assertTrue(in < device.log.indexOf("run Fill"), device.log.toString());
    assertFalse(device.log.contains("run Copy"), device.log.toString());
    device.log.clear();
    executor.run(schedule, 2, 3);
    assertEquals(List.of("lease rate x", "run Copy", "return rate x", "flush"), device.log);
  }

  @Test
  void errorsNameTheLayerAndTheLeaseIsReturned() {
    builder.enter("conv1", Direction.FORWARD);
    builder.emit(RELU, x, y);
    device.fails = "run Unary"::equals;
    OperatorFailure failure = assertThrows(OperatorFailure.class, this::run);
    assertTrue(failure.getMessage().startsWith("layer 'conv1': "), failure.getMessage());
    assertInstanceOf(DeviceException.class, failure.getCause());
    assertEquals("return x y", device.log.get(device.log.size() - 1));
  }

  @Test
  void aRefusedLeaseNamesTheLayerToo() {
    builder.enter("conv1", Direction.FORWARD);
    builder.emit(RELU, x, y);
    device.fails = "lease x y"::equals;
    assertTrue(assertThrows(OperatorFailure.class, this::run).getMessage().contains("'conv1'"));
    assertFalse(device.log.contains("run Unary"));
  }

  @Test
  void hostOperatorsSeeOperandsAndChangeThem() {
    HostOp half =
        new HostOp(
            "half",
            List.of(Operand.read("x", 4), Operand.write("y", 4)),
            operands -> {
              for (int i = 0; i < 4; i++) {
                operands.get(1).floats().put(i, operands.get(0).floats().get(i) / 2);
              }
            });
    builder.emit(half, x, y);
    LoweredProgram lowered = lowered();
    put(lowered.program().region(x), 2, 4, 6, 8);
    for (int i = 0; i < 10; i++) {
      executor.run(Schedule.inOrder(lowered));
    }
    int wait = device.log.indexOf("synchronize");
    assertTrue(device.log.indexOf("download 16") < wait && wait < device.log.indexOf("upload 16"));
    assertEquals(8, device.pinned.size(), "four sets of two buffers, used in turn");
    assertTrue(device.log.contains("wait for event"), "a set is used again behind its copy");
    assertArrayEquals(new float[] {1, 2, 3, 4}, get(lowered.program().region(y)));
  }

  @Test
  void programsThatAreEmittedAgainUseTheSameBuffers() {
    for (int i = 0; i < 20; i++) {
      ProgramBuilder again = new ProgramBuilder("again");
      again.emit(new HostOp("h", List.of(Operand.write("y", 4)), operands -> {}), y);
      executor.run(
          Schedule.inOrder(
              new Lowering(device, PrepareOptions.DEFAULT, spec -> {}).lower(again.build())));
    }
    assertEquals(4, device.pinned.size());
  }

  @Test
  void aHostOperatorThatReadsNothingDoesNotWait() {
    builder.emit(new HostOp("h", List.of(Operand.write("y", 4)), operands -> {}), y);
    run();
    assertFalse(device.log.contains("synchronize"));
    assertFalse(device.log.contains("download 16"));
  }

  @Test
  void aHostOperatorsFailureNamesItsLayer() {
    builder.enter("mine", Direction.FORWARD);
    builder.emit(
        new HostOp(
            "h",
            List.of(Operand.write("y", 4)),
            operands -> {
              throw new IOException("disk on fire");
            }),
        y);
    OperatorFailure failure = assertThrows(OperatorFailure.class, this::run);
    assertEquals("layer 'mine': disk on fire", failure.getMessage());
    assertInstanceOf(IOException.class, failure.getCause());
  }

  @Test
  void batchesAreReleasedOnceAndNotBeforeTheyAreCopied() {
    Source source = new Source();
    Program program = emit(source);
    run();
    assertEquals(List.of("start", "next"), source.log);
    device.complete();
    assertEquals(List.of("start", "next", "release 1"), source.log);
    run();
    device.complete();
    device.complete();
    assertEquals(List.of("start", "next", "release 1", "next", "release 2"), source.log);
    assertArrayEquals(new float[] {2, 2, 2, 2}, get(program.region(x)));
    executor.close();
    executor.synchronize();
    assertEquals("close", source.log.get(source.log.size() - 1));
  }

  @Test
  void aBatchThatCannotBeCopiedIsReleasedOnce() {
    Source source = new Source();
    emit(source);
    device.fails = "upload 16"::equals;
    assertThrows(OperatorFailure.class, this::run);
    device.complete();
    assertEquals(List.of("start", "next", "release 1"), source.log);
    device.fails = line -> line.startsWith("upload") || line.equals("record");
    assertThrows(OperatorFailure.class, this::run);
    device.complete();
    assertEquals(List.of("start", "next", "release 1", "next", "release 2"), source.log);
  }

  @Test
  void aSourceThatFailsNamesTheLayer() {
    Source source = new Source();
    source.failure = new IOException("record 7 of mnist is damaged");
    emit(source);
    OperatorFailure failure = assertThrows(OperatorFailure.class, this::run);
    assertEquals("layer 'data': record 7 of mnist is damaged", failure.getMessage());
    assertEquals(List.of("start", "next"), source.log);
  }

  @Test
  void closingReleasesEverythingAlsoWhenTheStreamHasFailed() {
    Source source = new Source();
    Program program = emit(source);
    builder.emit(new HostOp("h", List.of(Operand.write("y", 4)), operands -> {}), y);
    run();
    PendingScalars pending = executor.readLater(program.region(x));
    device.fails = "synchronize"::equals;
    assertThrows(DeviceException.class, executor::close);
    assertEquals("close", source.log.get(source.log.size() - 1));
    for (HostMemory memory : device.pinned) {
      assertThrows(IllegalStateException.class, memory::address);
    }
    assertThrows(IllegalStateException.class, pending::get);
  }

  @Test
  void scalarsAreReadLaterIntoBuffersThatAreUsedAgain() {
    builder.emit(RELU, x, y);
    Program program = builder.build();
    put(program.region(x), 1, 2, 3, 4);
    Region two = program.region(x.slice(1, Shape.of(2)));
    PendingScalars first = executor.readLater(two);
    PendingScalars second = executor.readLater(program.region(x));
    assertArrayEquals(new float[] {2, 3}, first.get());
    assertArrayEquals(new float[] {1, 2, 3, 4}, second.get());
    assertThrows(IllegalStateException.class, first::get);
    assertEquals(2, device.pinned.size());
    assertArrayEquals(new float[] {2, 3}, executor.readLater(two).get());
    assertEquals(2, device.pinned.size());
    assertEquals("lease x", device.log.get(0));
    Region none = new Region(two.block(), 0, TensorSpec.float32(0));
    assertEquals(0, executor.readLater(none).get().length);
  }

  private LoweredProgram lowered() {
    LoweredProgram lowered =
        new Lowering(device, PrepareOptions.DEFAULT, spec -> {}).lower(builder.build());
    device.log.clear();
    return lowered;
  }

  private void run() {
    executor.run(Schedule.inOrder(lowered()));
  }

  private Program emit(BatchSource source) {
    builder.enter("data", Direction.FORWARD);
    builder.emit(new SourceOp("source", List.of(Operand.write("x", 4)), source), x);
    return builder.build();
  }

  private void put(Region region, float... values) {
    try (HostMemory memory = HostMemory.allocate(4L * values.length)) {
      memory.slice(0, 4 * values.length).asFloatBuffer().put(values);
      View view = residency.view(region);
      device
          .newStream()
          .upload(memory, 0, view.slab(), view.offset(), CopyShape.bytes(4L * values.length));
    }
    device.log.clear();
  }

  private float[] get(Region region) {
    PendingScalars values = executor.readLater(region);
    return values.get();
  }

  /** Batch n holds the number n everywhere. */
  private static final class Source implements BatchSource {
    final List<String> log = new ArrayList<>();
    IOException failure;
    private final HostMemory memory = HostMemory.allocate(16);
    private int batches;

    @Override
    public void start(LongFunction<HostMemory> pinned) {
      log.add("start");
    }

    @Override
    public Batch next() throws IOException {
      log.add("next");
      if (failure != null) {
        throw failure;
      }
      batches++;
      int number = batches;
      HostTensor tensor = new HostTensor(memory, 0, TensorSpec.float32(4));
      for (int i = 0; i < 4; i++) {
        tensor.floats().put(i, number);
      }
      return new Batch() {
        @Override
        public List<HostTensor> tensors() {
          return List.of(tensor);
        }

        @Override
        public void release() {
          log.add("release " + number);
        }
      };
    }

    @Override
    public void close() {
      log.add("close");
    }
  }
}
