package io.decant.api.backend;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * The jars of the folder plugins. Java passes over one that is damaged, or not a jar at all,
 * without a word.
 */
final class PluginJars {
  private PluginJars() {}

  /** Returns what is wrong with the plug-ins on a class path, one line each. */
  static List<String> unreadable(String classPath) {
    List<String> problems = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      File jar = new File(entry);
      File folder = jar.getParentFile();
      if (folder != null && folder.getName().equals("plugins") && jar.isFile()) {
        try (ZipFile opened = new ZipFile(jar)) {
          opened.size();
        } catch (IOException e) {
          problems.add("the plug-in " + jar + " cannot be read: " + e.getMessage());
        }
      }
    }
    return problems;
  }
}
