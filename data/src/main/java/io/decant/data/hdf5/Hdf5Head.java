package io.decant.data.hdf5;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that is laid out: superblock of version 0, the root group and all that is in it, then the
 * data. Source: the HDF5 file format specification, version 1.
 */
final class Hdf5Head {
  private static final int SUPERBLOCK = 96;

  private final List<DatasetPlan> datasets = new ArrayList<>();
  private final GroupPlan root;
  private final int bytes;
  private final long end;

  /**
   * Lays a file out.
   *
   * @throws IllegalArgumentException when a group has two children of one name, or one whose name
   *     HDF5 does not allow
   */
  Hdf5Head(List<? extends Hdf5Node> children) {
    root = new GroupPlan("", children, datasets::add);
    bytes = root.place(SUPERBLOCK);
    long next = bytes;
    for (DatasetPlan dataset : datasets) {
      next = dataset.placeData(next);
    }
    end = next;
  }

  /** Writes the file. */
  void write(OutputStream out) throws IOException {
    HeadBuffer head = new HeadBuffer(bytes);
    superblock(head);
    root.write(head);
    out.write(head.out().array());
    for (DatasetPlan dataset : datasets) {
      dataset.writeData(out);
    }
  }

  private void superblock(HeadBuffer head) {
    ByteBuffer out = head.out();
    out.putLong(Signature.SIGNATURE);
    out.put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0});
    out.putShort((short) GroupPlan.LEAF_RANK).putShort((short) GroupPlan.TREE_RANK).putInt(0);
    out.putLong(0).putLong(HeadBuffer.UNDEFINED).putLong(end).putLong(HeadBuffer.UNDEFINED);
    out.putLong(0);
    root.writeEntry(head);
  }
}
