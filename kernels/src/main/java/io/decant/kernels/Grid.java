package io.decant.kernels;

/**
 * How many groups of how many work items a launch has.
 *
 * @param groupsX groups along axis 0, at least 1 and below 2^31
 * @param groupsY groups along axis 1, 1 to 65535
 * @param groupsZ groups along axis 2, 1 to 65535
 * @param sizeX work items of a group along axis 0
 * @param sizeY work items of a group along axis 1
 * @param sizeZ work items of a group along axis 2
 */
public record Grid(long groupsX, long groupsY, long groupsZ, int sizeX, int sizeY, int sizeZ) {
  private static final int GROUP = 256;
  private static final long LARGEST_X = Integer.MAX_VALUE;
  private static final long LARGEST_OTHER = 65535;

  /** Checks the limits that every device has. */
  public Grid {
    if (groupsX < 1 || groupsX > LARGEST_X || outside(groupsY) || outside(groupsZ)) {
      throw new IllegalArgumentException(
          "a grid of " + groupsX + " x " + groupsY + " x " + groupsZ + " groups");
    }
    if (sizeX < 1 || sizeY < 1 || sizeZ < 1) {
      throw new IllegalArgumentException(
          "a group of " + sizeX + " x " + sizeY + " x " + sizeZ + " work items");
    }
  }

  /** Returns a grid along axis 0. */
  public static Grid of(long groups, int size) {
    return new Grid(groups, 1, 1, size, 1, 1);
  }

  /** Returns a grid for {@code count} work items along axis 0. */
  public static Grid ofItems(long count, KernelTraits traits) {
    return ofItems(count, GROUP, traits);
  }

  /**
   * Returns a grid for {@code count} work items along axis 0.
   *
   * @param group how many make a group, where the device allows it
   */
  public static Grid ofItems(long count, int group, KernelTraits traits) {
    int size = traits.groupSize(group);
    return of(Math.max(1, (count + size - 1) / size), size);
  }

  /** Returns the work items of a group. */
  public int groupSize() {
    return sizeX * sizeY * sizeZ;
  }

  private static boolean outside(long groups) {
    return groups < 1 || groups > LARGEST_OTHER;
  }
}
