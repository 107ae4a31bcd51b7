package io.decant.backend.cuda.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a library was found.
 *
 * @param library which
 * @param missing why it cannot be used and what supplies it; empty when nothing is missing
 * @param jars what Java needs to use it
 * @param files what is loaded first, in this order; none where the jars hold it
 * @param place for people: version and where it is
 */
record Finding(
    CudaLibrary library, String missing, List<Path> jars, List<Path> files, String place) {
  private static final String FOLDER = "org/bytedeco/cuda/";

  /** Looks for a library. */
  static Finding of(
      CudaLibrary library, ClassPath classPath, LibrarySearch search, String platform) {
    Optional<Presets> found = Presets.on(classPath);
    if (found.isEmpty()) {
      return missing(library, "org.bytedeco:cuda is not on the class path; add it");
    }
    Presets presets = found.get();
    String natives = FOLDER + platform + "/";
    String binding = natives + "libjni" + library.preset() + ".so";
    if (!classPath.has(binding)) {
      return missing(library, presets.artifact(platform) + " is not on the class path; add it");
    }
    List<Path> jars = new ArrayList<>();
    for (String resource :
        List.of(
            Probe.class.getName().replace('.', '/') + ".class",
            "org/bytedeco/javacpp/Loader.class",
            "org/bytedeco/javacpp/" + platform + "/libjnijavacpp.so",
            FOLDER + "global/" + library.preset() + ".class",
            binding)) {
      classPath.location(resource).ifPresent(jars::add);
    }
    List<String> names = library.files(presets);
    String last = names.get(names.size() - 1);
    if (classPath.has(natives + last)) {
      classPath.location(natives + last).ifPresent(jars::add);
      return new Finding(
          library, "", jars, List.of(), library.title() + " of " + jars.get(jars.size() - 1));
    }
    return onMachine(library, presets, jars, search, platform);
  }

  private static Finding onMachine(
      CudaLibrary library,
      Presets presets,
      List<Path> jars,
      LibrarySearch search,
      String platform) {
    List<Path> files = new ArrayList<>();
    for (String name : library.files(presets)) {
      Optional<Path> file = search.find(name);
      if (file.isEmpty()) {
        return missing(
            library,
            "there is no " + name + " on this machine; " + library.remedy(presets, platform));
      }
      files.addAll(LibrarySearch.companions(file.get()));
      files.add(file.get());
    }
    Path last = files.get(files.size() - 1);
    String version = LibrarySearch.version(last, last.getFileName().toString());
    return new Finding(
        library, "", jars, files, library.title() + " " + version + " of " + last.getParent());
  }

  private static Finding missing(CudaLibrary library, String why) {
    return new Finding(library, why, List.of(), List.of(), "");
  }

  /** Copies the lists. */
  Finding {
    jars = List.copyOf(jars);
    files = List.copyOf(files);
  }
}
