package io.decant.backend.opencl.clblast;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How CLBlast's kernels are shaped for a device. From a product of {@link #leastIndirect} cubed on,
 * operands are copied to where they are padded and transposed, unless they are so already, and the
 * kernel Xgemm computes; below, one general kernel does all.
 *
 * @param xgemm shape of Xgemm
 * @param leastIndirect extent from which on Xgemm computes
 */
record GemmParameters(XgemmParameters xgemm, long leastIndirect) {
  /** Parameters in CLBlast's words: {@code MWG=16,NWG=8,...}. */
  static final String PROPERTY = "decant.opencl.gemm_parameters";

  private static final String LEAST_INDIRECT = "XGEMM_MIN_INDIRECT_SIZE";

  /** CLBlast's own parameters; for graphics processors. */
  static final GemmParameters OF_CLBLAST =
      new GemmParameters(new XgemmParameters(Map.of()), GemmChoice.LARGE_EXTENT);

  /** Groups of one work item with long vectors; measured with PoCL. */
  static final GemmParameters CPU =
      parse(
          "GEMMK=0,KREG=1,KWG=16,KWI=2,MDIMA=1,MDIMC=1,MWG=16,NDIMB=1,NDIMC=1,NWG=8,SA=0,SB=0,"
              + "STRM=0,STRN=0,VWM=8,VWN=8,XGEMM_MIN_INDIRECT_SIZE=64");

  /**
   * Reads parameters.
   *
   * @throws IllegalArgumentException when they are unknown, or do not fit together, which the
   *     kernel would not notice
   */
  static GemmParameters parse(String text) {
    Map<String, Long> values = new TreeMap<>();
    for (String assignment : text.trim().split(",", -1)) {
      if (!assignment.trim().matches("[A-Z_]+=[0-9]{1,5}")) {
        throw refused(text, "'" + assignment + "' is not of the form NAME=NUMBER");
      }
      String[] sides = assignment.trim().split("=", -1);
      values.put(sides[0], Long.parseLong(sides[1]));
    }
    Optional<Long> leastIndirect = Optional.ofNullable(values.remove(LEAST_INDIRECT));
    XgemmParameters xgemm = new XgemmParameters(values);
    Optional<String> fault = xgemm.fault();
    if (fault.isPresent()) {
      throw refused(text, fault.get());
    }
    return new GemmParameters(xgemm, leastIndirect.orElse(GemmChoice.LARGE_EXTENT));
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException(PROPERTY + " is '" + text + "': " + why);
  }

  /** Returns what is to replace CLBlast's own, by the part of CLBlast that it is of. */
  Map<String, Map<String, Long>> replacements() {
    Map<String, Long> routine = Map.of(LEAST_INDIRECT, leastIndirect);
    return xgemm.values().isEmpty()
        ? Map.of("GemmRoutine", routine)
        : Map.of("GemmRoutine", routine, "Xgemm", xgemm.values());
  }

  /**
   * Returns the most elements that CLBlast copies the operands of a column-major product to.
   * JOCLBlast's own question for it does not deliver the answer.
   */
  long temporaryElements(long m, long n, long k) {
    long rows = roundUp(m, xgemm.orElse("MWG", XgemmParameters.LARGEST_TILE));
    long columns = roundUp(n, xgemm.orElse("NWG", XgemmParameters.LARGEST_TILE));
    long inner = roundUp(k, xgemm.orElse("KWG", XgemmParameters.LARGEST_STEP));
    return Math.addExact(
        Math.multiplyExact(rows, columns), Math.multiplyExact(inner, Math.addExact(rows, columns)));
  }

  static long roundUp(long value, long unit) {
    return Math.multiplyExact((value + unit - 1) / unit, unit);
  }
}
