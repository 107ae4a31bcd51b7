package io.decant.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the modules declare is what the class path finds. */
class ModulesTest {
  private static final String SERVICES = "META-INF/services/";
  private static final Pattern LOAD =
      Pattern.compile("ServiceLoader\\s*\\.load\\(\\s*(\\w+)\\.class");

  /**
   * Modules of others that are named after their jars' files, as no manifest names them. When one
   * gets a name of its own, requires must follow: see decision 27.
   */
  private static final Set<String> NAMED_BY_FILE =
      Set.of("jcuda", "jocl", "jocl.blast", "leveldb", "leveldb.api", "lmdbjava");

  private static final Set<String> NAMED_BY_MANIFEST =
      Set.of("com.google.guice", "com.google.protobuf", "io.jhdf", "org.jnrproject.jffi");

  @Test
  void everyPublishedJarIsAModule() {
    Map<String, ModuleReference> modules = Artifacts.published();
    assertEquals(Artifacts.PUBLISHED.keySet(), modules.keySet());
    assertEquals(12, modules.size());
    modules.forEach((name, module) -> assertFalse(module.descriptor().isAutomatic(), name));
  }

  @Test
  void providersAreThoseOfTheServiceFiles() throws IOException {
    int services = 0;
    for (ModuleReference module : Artifacts.published().values()) {
      Map<String, List<String>> declared = new TreeMap<>();
      module
          .descriptor()
          .provides()
          .forEach(provides -> declared.put(provides.service(), provides.providers()));
      assertEquals(serviceFiles(module), declared, module.descriptor().name());
      services += declared.size();
    }
    assertTrue(services >= 10, "only " + services + " services were found");
  }

  @Test
  void usesAreWhatIsLoaded() throws IOException {
    int loads = 0;
    for (ModuleReference module : Artifacts.published().values()) {
      ModuleDescriptor descriptor = module.descriptor();
      Set<String> used =
          descriptor.uses().stream()
              .map(service -> service.substring(service.lastIndexOf('.') + 1))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> loaded = loaded(Artifacts.PUBLISHED.get(descriptor.name()));
      assertEquals(loaded, used, descriptor.name());
      loads += loaded.size();
    }
    assertTrue(loads >= 7, "only " + loads + " loads were found");
  }

  @Test
  void noPackageIsSplit() {
    Map<String, List<String>> owners = new HashMap<>();
    for (ModuleDescriptor module : Artifacts.descriptors()) {
      for (String packageName : module.packages()) {
        owners.computeIfAbsent(packageName, name -> new ArrayList<>()).add(module.name());
      }
    }
    assertTrue(owners.size() > 400, "only " + owners.size() + " packages were found");
    owners.values().removeIf(modules -> modules.size() == 1);
    assertEquals(Map.of(), owners);
  }

  /**
   * Docs/modules.md names the one jar that is left to the class path; it stays out while it must.
   */
  @Test
  void oneJarCannotBeAModule() {
    assertEquals(1, Artifacts.ofNoModule().size());
    Path jar = Artifacts.ofNoModule().get(0);
    FindException refused =
        assertThrows(FindException.class, () -> ModuleFinder.of(jar).findAll(), jar.toString());
    assertTrue(refused.getCause().getMessage().contains("Invalid module name"), jar.toString());
  }

  @Test
  void modulesOfOthersHaveTheNamesThatAreRequired() {
    Set<String> automatic =
        Artifacts.descriptors().stream()
            .filter(ModuleDescriptor::isAutomatic)
            .map(ModuleDescriptor::name)
            .collect(Collectors.toSet());
    Set<String> required =
        Artifacts.published().values().stream()
            .flatMap(module -> module.descriptor().requires().stream())
            .map(Requires::name)
            .filter(automatic::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected = new TreeSet<>(NAMED_BY_FILE);
    expected.addAll(NAMED_BY_MANIFEST);
    assertEquals(expected, required);
    for (ModuleReference module : Artifacts.modules()) {
      if (NAMED_BY_FILE.contains(module.descriptor().name())) {
        assertFalse(hasNameInManifest(module), module + " has a name in its manifest now");
      }
    }
  }

  private static Map<String, List<String>> serviceFiles(ModuleReference module) throws IOException {
    Map<String, List<String>> files = new TreeMap<>();
    try (ModuleReader reader = module.open();
        Stream<String> names = reader.list()) {
      for (String name : names.filter(file -> file.matches(SERVICES + "[^/]+")).toList()) {
        try (InputStream file = reader.open(name).orElseThrow()) {
          String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
          files.put(name.substring(SERVICES.length()), text.lines().toList());
        }
      }
    }
    return files;
  }

  private static Set<String> loaded(String folder) throws IOException {
    Set<String> services = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Artifacts.ROOT.resolve(folder).resolve("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher load = LOAD.matcher(Files.readString(file));
        while (load.find()) {
          services.add(load.group(1));
        }
      }
    }
    return services;
  }

  private static boolean hasNameInManifest(ModuleReference module) {
    try (ModuleReader reader = module.open();
        InputStream manifest = reader.open("META-INF/MANIFEST.MF").orElseThrow()) {
      return new String(manifest.readAllBytes(), StandardCharsets.UTF_8)
          .contains("Automatic-Module-Name");
    } catch (IOException e) {
      throw new AssertionError(module.toString(), e);
    }
  }
}
