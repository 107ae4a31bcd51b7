package io.decant.backend.opencl.clblast;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters of CLBlast's kernel Xgemm, by their names there: a group of MDIMC x NDIMC work
 * items computes a tile of MWG x NWG in steps of KWG, in vectors of VWM and VWN.
 *
 * @param values all of them, or none: those that CLBlast has for the device
 */
record XgemmParameters(Map<String, Long> values) {
  private static final Set<String> NAMES =
      Set.of(
          "GEMMK", "KREG", "KWG", "KWI", "MDIMA", "MDIMC", "MWG", "NDIMB", "NDIMC", "NWG", "SA",
          "SB", "STRM", "STRN", "VWM", "VWN");

  private static final Set<String> SWITCHES = Set.of("GEMMK", "SA", "SB", "STRM", "STRN");

  /** Neither CLBlast's tables nor what replaces their entries has larger tiles. */
  static final long LARGEST_TILE = 256;

  /** Of a tile, along the inner extent. */
  static final long LARGEST_STEP = 64;

  XgemmParameters {
    values = Map.copyOf(values);
  }

  /** Returns why the kernel would not compute a product, or not compile; empty when it would. */
  Optional<String> fault() {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (!values.keySet().equals(NAMES)) {
      return Optional.of("needed are " + new TreeSet<>(NAMES) + ", all or none of them");
    }
    for (String name : new TreeSet<>(NAMES)) {
      boolean isSwitch = SWITCHES.contains(name);
      long most = isSwitch ? 1 : name.equals("KWG") ? LARGEST_STEP : LARGEST_TILE;
      if (get(name) > most || (!isSwitch && get(name) == 0)) {
        return Optional.of(name + "=" + get(name) + " is out of range");
      }
    }
    if (get("GEMMK") != 0 || get("KREG") != 1) {
      return Optional.of("only GEMMK=0 with KREG=1 is supported");
    }
    return faultOfTiles().or(this::faultOfSteps);
  }

  private Optional<String> faultOfTiles() {
    for (List<String> rule :
        List.of(
            List.of("MWG", "MDIMC", "VWM"),
            List.of("MWG", "MDIMA", "VWM"),
            List.of("NWG", "NDIMC", "VWN"),
            List.of("NWG", "NDIMB", "VWN"))) {
      if (get(rule.get(0)) % (get(rule.get(1)) * get(rule.get(2))) != 0) {
        return Optional.of(
            rule.get(0) + " must be a multiple of " + rule.get(1) + " * " + rule.get(2));
      }
    }
    return Optional.empty();
  }

  private Optional<String> faultOfSteps() {
    if (get("KWG") % get("KWI") != 0) {
      return Optional.of("KWG must be a multiple of KWI");
    }
    long items = get("MDIMC") * get("NDIMC");
    for (String loader : List.of("MDIMA", "NDIMB")) {
      if (items % get(loader) != 0 || get("KWG") % (items / get(loader)) != 0) {
        return Optional.of("KWG must be a multiple of MDIMC * NDIMC / " + loader);
      }
    }
    return Optional.empty();
  }

  /** Returns a parameter, or the fallback where CLBlast's own are used. */
  long orElse(String name, long fallback) {
    return values.isEmpty() ? fallback : get(name);
  }

  private long get(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
