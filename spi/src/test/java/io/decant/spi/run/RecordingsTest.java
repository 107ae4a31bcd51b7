package io.decant.spi.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Streams;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordingsTest {
  private final FakeDevice device = new FakeDevice();
  private final FakeResidency residency = new FakeResidency(device);
  private final Tensor x = Tensor.createPersistent("x", Shape.of(4), BlockRole.INPUT);
  private final Tensor y = Tensor.createPersistent("y", Shape.of(4), BlockRole.ACTIVATION);
  private final ProgramBuilder builder = new ProgramBuilder("p");

  RecordingsTest() {
    device.records = true;
    residency.placement = OptionalLong.of(7);
    builder.enter("l", Direction.FORWARD);
  }

  @Test
  void theThirdRunIsRecordedAndReplayedFromThenOn() {
    copies(Recordings.SHORTEST);
    try (Executor executor = executor()) {
      Schedule schedule = schedule();
      run(executor, schedule, 2);
      assertEquals(8, count("run Copy"));
      assertEquals(0, count("begin to record"));
      run(executor, schedule, 3);
      assertEquals(12, count("run Copy"));
      assertEquals(1, count("begin to record"));
      assertEquals(3, count("replay"));
    }
    assertEquals(1, count("close recording"));
  }

  @Test
  void anotherPlacementMakesItRunAndBeRecordedAnew() {
    copies(Recordings.SHORTEST);
    try (Executor executor = executor()) {
      Schedule schedule = schedule();
      run(executor, schedule, 3);
      residency.placement = OptionalLong.of(8);
      run(executor, schedule, 1);
      assertEquals(1, count("close recording"));
      assertEquals(16, count("run Copy"));
      run(executor, schedule, 2);
      assertEquals(2, count("begin to record"));
      assertEquals(2, count("replay"));
    }
  }

  @Test
  void operatorsOfTheHostDivideWhatIsRecorded() {
    copies(Recordings.SHORTEST);
    builder.emit(onHost(), y);
    copies(Recordings.SHORTEST);
    try (Executor executor = executor()) {
      run(executor, schedule(), 4);
      assertEquals(2, count("begin to record"));
      assertEquals(4, count("replay"));
      int host = device.log.lastIndexOf("synchronize");
      assertEquals("replay", device.log.get(device.log.size() - 2));
      assertEquals(1, Collections.frequency(device.log.subList(host, device.log.size()), "replay"));
    }
  }

  @Test
  void whatTheHostOnlyWritesDividesNothing() {
    copies(Recordings.SHORTEST);
    Tensor rate = Tensor.create("rate", Shape.of(4), BlockRole.INPUT);
    builder.emit(new HostOp("rate", List.of(Operand.write("rate", 4)), tensors -> {}), rate);
    builder.emit(Copy.dense(4), rate, y);
    copies(Recordings.SHORTEST);
    try (Executor executor = executor()) {
      Schedule schedule = schedule();
      run(executor, schedule, 4);
      assertEquals(1, count("begin to record"));
      assertEquals(2, count("replay"));
      List<String> run = device.log.subList(device.log.lastIndexOf("begin p"), device.log.size());
      assertEquals(List.of("begin p", "lease rate", "upload 16"), run.subList(0, 3));
      int size = schedule.program().ops().size();
      device.log.clear();
      executor.run(schedule, Recordings.SHORTEST, size);
      assertEquals("lease rate", device.log.get(0), "a part of a run has it at its place");
    }
  }

  @Test
  void shortRangesAreNotRecorded() {
    copies(Recordings.SHORTEST - 1);
    try (Executor executor = executor()) {
      run(executor, schedule(), 4);
    }
    assertEquals(0, count("begin to record"));
  }

  @Test
  void nothingIsRecordedWhereBlocksMove() {
    residency.placement = OptionalLong.empty();
    copies(Recordings.SHORTEST);
    try (Executor executor = executor()) {
      run(executor, schedule(), 4);
    }
    assertEquals(0, count("begin to record"));
  }

  @Test
  void aProgramThatIsForgottenGivesUpItsRecordings() {
    copies(Recordings.SHORTEST);
    try (Executor executor = executor()) {
      Schedule schedule = schedule();
      run(executor, schedule, 3);
      executor.forget(schedule.program());
      assertEquals(1, count("close recording"));
    }
    assertEquals(1, count("close recording"));
  }

  private static HostOp onHost() {
    return new HostOp("host", List.of(Operand.read("y", 4)), tensors -> {});
  }

  private void copies(int count) {
    for (int i = 0; i < count; i++) {
      builder.emit(Copy.dense(4), i % 2 == 0 ? x : y, i % 2 == 0 ? y : x);
    }
  }

  private Executor executor() {
    return new Executor(device, Streams.of(device), residency);
  }

  private Schedule schedule() {
    LoweredProgram lowered =
        new Lowering(device, PrepareOptions.DEFAULT, spec -> {}).lower(builder.build());
    return Schedule.inOrder(lowered);
  }

  private static void run(Executor executor, Schedule schedule, int times) {
    for (int i = 0; i < times; i++) {
      executor.run(schedule);
    }
  }

  private long count(String line) {
    return device.log.stream().filter(line::equals).count();
  }
}
