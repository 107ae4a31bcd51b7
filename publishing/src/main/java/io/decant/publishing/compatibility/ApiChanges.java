package io.decant.publishing.compatibility;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.config.Options;
import japicmp.filter.JavadocLikePackageFilter;
import japicmp.model.AccessModifier;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiMethod;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a module's newer jar breaks of an older one's public interface: its exported packages and
 * the services that it provides.
 */
public final class ApiChanges {
  private ApiChanges() {}

  /**
   * Returns what programs that were compiled against the older jar, or their sources, would miss;
   * empty when nothing.
   *
   * @param older a jar with a module descriptor
   * @param newer the same module, later
   * @throws IllegalArgumentException when one of them is no module, or the older one has no public
   *     interface
   */
  public static List<String> breaking(Path older, Path newer) {
    ModuleDescriptor before = descriptor(older);
    Set<String> exported = exports(before);
    Set<String> provided = services(before);
    if (exported.isEmpty() && provided.isEmpty()) {
      throw new IllegalArgumentException(older + " exports nothing and provides nothing");
    }
    ModuleDescriptor after = descriptor(newer);
    List<String> broken = new ArrayList<>();
    missing(exported, exports(after))
        .forEach(name -> broken.add("package " + name + " is not exported any more"));
    missing(provided, services(after))
        .forEach(name -> broken.add("service " + name + " is not provided any more"));
    if (exported.isEmpty()) {
      return broken;
    }
    for (JApiClass type : compare(older, newer, exported)) {
      if (!type.isBinaryCompatible() || !type.isSourceCompatible()) {
        broken.add(type.getFullyQualifiedName() + ": " + reasons(type));
      }
    }
    return broken;
  }

  private static List<JApiClass> compare(Path older, Path newer, Set<String> packages) {
    JarArchiveComparatorOptions options = JarArchiveComparatorOptions.of(Options.newDefault());
    options.setAccessModifier(AccessModifier.PROTECTED);
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    packages.forEach(
        name -> options.getFilters().getIncludes().add(new JavadocLikePackageFilter(name, true)));
    return new JarArchiveComparator(options)
        .compare(archive(older, "older"), archive(newer, "newer"));
  }

  private static JApiCmpArchive archive(Path jar, String name) {
    return new JApiCmpArchive(jar.toFile(), name);
  }

  private static String reasons(JApiClass type) {
    Set<String> reasons = new TreeSet<>(changes(type));
    type.getMethods().forEach(method -> reasons.addAll(named(method)));
    type.getConstructors().forEach(constructor -> reasons.addAll(changes(constructor)));
    type.getFields().forEach(field -> reasons.addAll(changes(field)));
    type.getInterfaces().forEach(parent -> reasons.addAll(changes(parent)));
    reasons.addAll(changes(type.getSuperclass()));
    return String.join(", ", reasons);
  }

  private static List<String> named(JApiMethod method) {
    return changes(method).stream().map(change -> method.getName() + " " + change).toList();
  }

  private static List<String> changes(JApiCompatibility part) {
    return part.getCompatibilityChanges().stream()
        .map(change -> change.getType().toString())
        .toList();
  }

  private static Stream<String> missing(Set<String> before, Set<String> after) {
    return before.stream().filter(name -> !after.contains(name));
  }

  private static Set<String> exports(ModuleDescriptor module) {
    return module.exports().stream()
        .filter(exported -> !exported.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> services(ModuleDescriptor module) {
    return module.provides().stream()
        .map(ModuleDescriptor.Provides::service)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ModuleDescriptor descriptor(Path jar) {
    return ModuleFinder.of(jar).findAll().stream()
        .map(ModuleReference::descriptor)
        .filter(module -> !module.isAutomatic())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(jar + " is no module"));
  }
}
