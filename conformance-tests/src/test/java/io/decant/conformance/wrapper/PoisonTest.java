package io.decant.conformance.wrapper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import example.minimal.MinimalProvider;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoisonTest {
  private static final int P = Poison.PATTERN;
  private static final int ONE = Float.floatToRawIntBits(1);

  private DeviceSession session;
  private DeviceSlab slab;

  @BeforeEach
  void open() {
    session =
        new DeviceSession(
            new WrappingProvider(new MinimalProvider(), Poison::new)
                .open(0, KitContext.unlimited()));
    slab = session.device().allocate(64);
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void freshMemoryIsPoisoned() {
    assertArrayEquals(new int[] {P, P}, session.read(slab, 56, 2));
  }

  @Test
  void onlyElementsThatAreOverwrittenArePoisoned() {
    TensorSpec two = TensorSpec.strided(DType.FLOAT32, Shape.of(2, 1), 4, 1);
    // a copy of nothing but poison shows what was poisoned before it ran
    session.write(slab, 0, new int[16]);
    List<int[]> seen = new ArrayList<>();
    Executable spying = spying(new Copy(two, two), seen);
    spying.enqueue(session.stream(), List.of(view(two, 0), view(two, 4)), List.of());
    assertArrayEquals(new int[] {0, P, 0, 0, 0, P, 0, 0}, seen.get(0));
  }

  @Test
  void whatIsReadInPlaceStays() {
    session.write(slab, 0, ONE, ONE);
    TensorSpec tensor = TensorSpec.float32(2);
    session.run(Unary.of(Unary.Function.ABS, 2), view(tensor, 0), view(tensor, 0));
    assertArrayEquals(new int[] {ONE, ONE}, session.read(slab, 0, 2));
  }

  @Test
  void whatIsAddedToStays() {
    session.write(slab, 0, ONE, ONE, ONE);
    Gemm gemm = Gemm.dense(1, 1, 1, false, false, 1, 1);
    TensorSpec scalar = TensorSpec.float32(1, 1, 1);
    session.run(gemm, view(scalar, 0), view(scalar, 4), view(scalar, 8));
    assertEquals(Float.floatToRawIntBits(2), session.read(slab, 8, 1)[0]);
  }

  private View view(TensorSpec tensor, long offset) {
    return new View(slab, offset, tensor);
  }

  /** Returns an operator of a poisoned device that, instead of running, looks at the slab. */
  private Executable spying(OpSpec spec, List<int[]> seen) {
    try (Executable prepared =
        session.device().prepare(spec, PrepareOptions.DEFAULT).orElseThrow()) {
      Executable spy =
          new Executable() {
            @Override
            public long workspaceBytes() {
              return prepared.workspaceBytes();
            }

            @Override
            public void enqueue(
                io.decant.spi.device.DeviceStream stream,
                List<View> operands,
                List<View> workspace) {
              stream.synchronize();
            }
          };
      WrappedExecutable wrapped = new WrappedExecutable(spy, spec, new Poison());
      return new Executable() {
        @Override
        public long workspaceBytes() {
          return 0;
        }

        @Override
        public void enqueue(
            io.decant.spi.device.DeviceStream stream, List<View> operands, List<View> workspace) {
          wrapped.enqueue(stream, operands, workspace);
          seen.add(session.read(slab, 0, 8));
        }
      };
    }
  }
}
