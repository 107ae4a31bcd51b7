package io.decant.conformance.trial;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.oracle.Elements;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.View;
import io.decant.spi.op.Operand;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the operands of a case and its workspace lie in one slab: apart from each other, with guard
 * words around each. Immutable.
 */
final class Arrangement {
  /** What a word of the slab belongs to. */
  enum Owner {
    /** Nothing: a guard. */
    GUARD,
    /** A gap between the elements of a strided operand. */
    GAP,
    /** An operand that is only read. */
    READ,
    /** An operand that is overwritten or changed. */
    WRITTEN,
    /** The workspace. */
    WORKSPACE
  }

  /** What guards and gaps hold: a NaN, so that who reads it betrays itself. */
  static final int SENTINEL = 0x7fc0a5a5;

  private static final int GUARD_WORDS = 67;

  private final OperatorCase subject;
  private final int[] starts;
  private final int workspaceStart;
  private final int workspaceWords;
  private final Owner[] owners;

  private Arrangement(OperatorCase subject, int[] starts, int workspaceStart, int workspaceWords) {
    this.subject = subject;
    this.starts = starts;
    this.workspaceStart = workspaceStart;
    this.workspaceWords = workspaceWords;
    this.owners = new Owner[workspaceStart + workspaceWords + GUARD_WORDS];
    Arrays.fill(owners, Owner.GUARD);
    Arrays.fill(owners, workspaceStart, workspaceStart + workspaceWords, Owner.WORKSPACE);
    List<Operand> operands = subject.spec().operands();
    for (int i = 0; i < starts.length; i++) {
      TensorSpec tensor = operands.get(i).tensor();
      Arrays.fill(owners, starts[i], starts[i] + Elements.extent(tensor), Owner.GAP);
      Owner owner = operands.get(i).intent().writes() ? Owner.WRITTEN : Owner.READ;
      for (long offset : Elements.offsets(tensor)) {
        owners[starts[i] + (int) offset] = owner;
      }
    }
  }

  /**
   * Arranges the operands of a case.
   *
   * @param placement where operands start
   * @param workspaceBytes the executable's workspace
   */
  static Arrangement of(
      OperatorCase subject, DeviceFacts facts, Placement placement, long workspaceBytes) {
    int unit = Math.max(facts.viewAlignment(), 4) / 4;
    List<Operand> operands = subject.spec().operands();
    int[] starts = new int[operands.size()];
    int cursor = 0;
    for (int i = 0; i < starts.length; i++) {
      if (placement.shares(i, starts.length)) {
        starts[i] = starts[placement.shared()];
      } else {
        starts[i] = align(cursor + GUARD_WORDS, unit) + placement.shift(i);
        cursor = starts[i] + Elements.extent(operands.get(i).tensor());
      }
    }
    int workspaceWords = Math.toIntExact((workspaceBytes + 3) / 4);
    return new Arrangement(subject, starts, align(cursor + GUARD_WORDS, unit), workspaceWords);
  }

  OperatorCase subject() {
    return subject;
  }

  int words() {
    return owners.length;
  }

  Owner owner(int word) {
    return owners[word];
  }

  int start(int operand) {
    return starts[operand];
  }

  /** Returns the operand that a word lies in or next to, for messages. */
  String nearest(int word) {
    int best = 0;
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] <= word && starts[i] >= starts[best]) {
        best = i;
      }
    }
    String name = "operand " + subject.spec().operands().get(best).name();
    if (workspaceWords > 0 && word >= workspaceStart) {
      return "workspace word " + (word - workspaceStart) + " of " + workspaceWords;
    }
    int extent = Elements.extent(subject.spec().operands().get(best).tensor());
    return word - starts[best] < extent
        ? name + " element offset " + (word - starts[best])
        : (word - starts[best] - extent + 1) + " elements behind " + name;
  }

  /**
   * Returns the slab's contents before a run.
   *
   * @param prefill what is in WRITE operands and in the workspace
   */
  int[] image(int prefill) {
    int[] image = new int[owners.length];
    Arrays.fill(image, SENTINEL);
    Arrays.fill(image, workspaceStart, workspaceStart + workspaceWords, prefill);
    List<Operand> operands = subject.spec().operands();
    for (int i = starts.length - 1; i >= 0; i--) {
      int[] data = subject.data().get(i);
      if (operands.get(i).intent().reads()) {
        System.arraycopy(data, 0, image, starts[i], data.length);
      } else {
        for (long offset : Elements.offsets(operands.get(i).tensor())) {
          image[starts[i] + (int) offset] = prefill;
        }
      }
    }
    return image;
  }

  List<View> operands(DeviceSlab slab) {
    List<View> views = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      views.add(new View(slab, 4L * starts[i], subject.spec().operands().get(i).tensor()));
    }
    return views;
  }

  List<View> workspace(DeviceSlab slab) {
    return workspaceWords == 0
        ? List.of()
        : List.of(new View(slab, 4L * workspaceStart, TensorSpec.float32(workspaceWords)));
  }

  private static int align(int words, int unit) {
    return (words + unit - 1) / unit * unit;
  }
}
