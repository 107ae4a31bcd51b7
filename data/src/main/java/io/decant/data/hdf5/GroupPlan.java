package io.decant.data.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A group that is being laid out: its header, a heap of names, leaves of up to eight entries in the
 * order of the names' bytes, and a tree over the leaves, whose nodes have up to 32 children.
 */
final class GroupPlan implements ObjectPlan {
  static final int LEAF_RANK = 4;
  static final int TREE_RANK = 16;

  private static final int LEAF = 2 * LEAF_RANK;
  private static final int LEAF_BYTES = 8 + LEAF * 40;
  private static final int CHILDREN = 2 * TREE_RANK;
  private static final int NODE_BYTES = 24 + (CHILDREN + 1) * 8 + CHILDREN * 8;
  private static final int SYMBOL_TABLE = 0x11;

  /** A name and what it stands for. */
  private static final class Entry {
    private final byte[] name;
    private final ObjectPlan object;

    Entry(String name, ObjectPlan object) {
      this.name = name.getBytes(StandardCharsets.UTF_8);
      this.object = object;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final int[] nameOffsets;

  /** Where the levels of the tree begin, the one over the leaves first. */
  private final List<Integer> levels = new ArrayList<>();

  private int header;
  private int heap;
  private int names;
  private int leaves;

  /**
   * Begins a group.
   *
   * @param datasets takes the datasets in it and in the groups below it
   */
  GroupPlan(String path, List<? extends Hdf5Node> children, Consumer<DatasetPlan> datasets) {
    for (Hdf5Node child : children) {
      String name = child.name();
      if (name.isEmpty() || name.equals(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("'" + name + "' in '" + path + "' is no name in HDF5");
      }
      entries.add(new Entry(name, plan(path + "/" + name, child, datasets)));
    }
    entries.sort((a, b) -> Arrays.compareUnsigned(a.name, b.name));
    for (int i = 1; i < entries.size(); i++) {
      byte[] name = entries.get(i).name;
      if (Arrays.equals(entries.get(i - 1).name, name)) {
        throw new IllegalArgumentException(
            "'%s' is twice in '%s'".formatted(new String(name, StandardCharsets.UTF_8), path));
      }
    }
    nameOffsets = new int[entries.size()];
  }

  private static ObjectPlan plan(String path, Hdf5Node node, Consumer<DatasetPlan> datasets) {
    if (node instanceof Hdf5Group group) {
      return new GroupPlan(path, group.children(), datasets);
    }
    DatasetPlan dataset;
    if (node instanceof Hdf5Array array) {
      dataset = DatasetPlan.of(array);
    } else if (node instanceof Hdf5Integer integer) {
      dataset = DatasetPlan.of(integer);
    } else {
      dataset = DatasetPlan.of((Hdf5Text) node);
    }
    datasets.accept(dataset);
    return dataset;
  }

  private static int ceiling(int count, int size) {
    return (count + size - 1) / size;
  }

  @Override
  public int place(int at) {
    header = at;
    heap = header + HeadBuffer.headerBytes(1, 16);
    names = heap + 32;
    int end = 8;
    for (int i = 0; i < nameOffsets.length; i++) {
      nameOffsets[i] = end;
      int length = entries.get(i).name.length + 1;
      end += length + HeadBuffer.padding(length);
    }
    leaves = names + end;
    int nodes = ceiling(entries.size(), LEAF);
    int next = leaves + nodes * LEAF_BYTES;
    do {
      nodes = Math.max(1, ceiling(nodes, CHILDREN));
      levels.add(next);
      next = Math.addExact(next, nodes * NODE_BYTES);
    } while (nodes > 1);
    for (Entry entry : entries) {
      next = entry.object.place(next);
    }
    return next;
  }

  private int tree() {
    return levels.get(levels.size() - 1);
  }

  @Override
  public void write(HeadBuffer head) {
    head.header(header, 1, 24);
    head.message(SYMBOL_TABLE, 0, 16).putLong(tree()).putLong(heap);
    ByteBuffer out = head.structure(heap, "HEAP").putInt(0);
    out.putLong(leaves - names).putLong(1).putLong(names);
    for (int i = 0; i < nameOffsets.length; i++) {
      out.position(names + nameOffsets[i]).put(entries.get(i).name);
    }
    for (int first = 0; first < entries.size(); first += LEAF) {
      leaf(head, first, Math.min(LEAF, entries.size() - first));
    }
    int covered = LEAF;
    for (int level = 0; level < levels.size(); level++) {
      level(head, level, covered);
      covered *= CHILDREN;
    }
    entries.forEach(entry -> entry.object.write(head));
  }

  private void leaf(HeadBuffer head, int first, int count) {
    ByteBuffer out = head.structure(leaves + first / LEAF * LEAF_BYTES, "SNOD");
    out.put((byte) 1).put((byte) 0).putShort((short) count);
    for (int i = first; i < first + count; i++) {
      out.putLong(nameOffsets[i]);
      entries.get(i).object.writeEntry(head);
    }
  }

  /** Writes the nodes of a level, whose children cover so many entries each. */
  private void level(HeadBuffer head, int level, int covered) {
    int children = ceiling(entries.size(), covered);
    int firstChild = level == 0 ? leaves : levels.get(level - 1);
    int childBytes = level == 0 ? LEAF_BYTES : NODE_BYTES;
    int nodes = Math.max(1, ceiling(children, CHILDREN));
    for (int node = 0; node < nodes; node++) {
      int at = levels.get(level) + node * NODE_BYTES;
      int first = node * CHILDREN;
      int count = Math.min(CHILDREN, children - first);
      ByteBuffer out = head.structure(at, "TREE");
      out.put((byte) 0).put((byte) level).putShort((short) count);
      out.putLong(node == 0 ? HeadBuffer.UNDEFINED : at - NODE_BYTES);
      out.putLong(node == nodes - 1 ? HeadBuffer.UNDEFINED : at + NODE_BYTES);
      out.putLong(lastName(first * covered));
      for (int child = first; child < first + count; child++) {
        out.putLong(firstChild + (long) child * childBytes);
        out.putLong(lastName((child + 1) * covered));
      }
    }
  }

  /** Where the last name before an entry is; 0, the empty name, if there is none. */
  private int lastName(int entry) {
    int before = Math.min(entry, nameOffsets.length) - 1;
    return before < 0 ? 0 : nameOffsets[before];
  }

  @Override
  public void writeEntry(HeadBuffer head) {
    head.out().putLong(header).putInt(1).putInt(0).putLong(tree()).putLong(heap);
  }
}
