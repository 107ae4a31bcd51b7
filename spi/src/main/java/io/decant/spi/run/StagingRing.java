package io.decant.spi.run;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.op.Operand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few sets of host buffers used in turn, so that the host fills one while another is being
 * copied.
 */
final class StagingRing implements AutoCloseable {
  private static final int SLOTS = 4;

  private final List<Slot> slots = new ArrayList<>(SLOTS);
  private int turn;

  /** One set of buffers. */
  static final class Slot {
    private final List<HostTensor> tensors = new ArrayList<>();
    private @Nullable DeviceEvent busy;

    List<HostTensor> tensors() {
      return tensors;
    }

    void busyUntil(DeviceEvent event) {
      busy = event;
    }

    private void awaitFree() {
      if (busy != null) {
        busy.synchronize();
        busy.close();
        busy = null;
      }
    }
  }

  StagingRing(Device device, List<Operand> operands) {
    for (int i = 0; i < SLOTS; i++) {
      Slot slot = new Slot();
      for (Operand operand : operands) {
        long bytes = Math.max(4, operand.tensor().extentBytes());
        HostMemory memory =
            bytes <= device.maxPinnedBytes()
                ? device.allocatePinned(bytes)
                : HostMemory.allocate(bytes);
        slot.tensors.add(new HostTensor(memory, 0, operand.tensor()));
      }
      slots.add(slot);
    }
  }

  Slot next() {
    Slot slot = slots.get(turn);
    turn = (turn + 1) % SLOTS;
    slot.awaitFree();
    return slot;
  }

  @Override
  public void close() {
    for (Slot slot : slots) {
      if (slot.busy != null) {
        slot.busy.close();
        slot.busy = null;
      }
      slot.tensors.forEach(tensor -> tensor.memory().close());
    }
  }
}
