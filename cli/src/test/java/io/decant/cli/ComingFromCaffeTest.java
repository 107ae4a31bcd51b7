package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.layer.LayerRegistry;
import io.decant.api.net.Net;
import io.decant.api.solver.Solver;
import io.decant.cli.flag.Options;
import io.decant.cli.tool.Tool;
import io.decant.cli.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The tables of docs/coming-from-caffe.md say what is so. */
class ComingFromCaffeTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final int LAYERS_OF_CAFFE = 61;

  /** A row: what Caffe has, and what is here. */
  private record Row(String caffe, String decant) {
    boolean isHere() {
      return !decant.startsWith("not here");
    }

    List<String> names() {
      return CODE.matcher(caffe).results().map(found -> found.group(1)).toList();
    }
  }

  private static List<Row> table(String heading) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "coming-from-caffe.md"));
    int at = lines.indexOf("## " + heading) + 1;
    assertTrue(at > 0, heading);
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(at, lines.size())) {
      if (line.startsWith("## ")) {
        break;
      }
      String[] cells = line.split(" *(?<!\\\\)\\| *", -1);
      if (line.startsWith("| ") && !cells[1].equals("Caffe")) {
        rows.add(new Row(cells[1], cells[2]));
      }
    }
    return rows;
  }

  @Test
  void everyCommandIsOneOfOurs() throws IOException {
    Set<String> known = new TreeSet<>(Commands.actions());
    Commands.tools().forEach(tool -> known.add(tool.name()));
    Set<String> named = new HashSet<>();
    Pattern command = Pattern.compile("`decant (\\w+)`");
    for (Row row : table("Commands and tools")) {
      List<String> found =
          command.matcher(row.decant()).results().map(match -> match.group(1)).toList();
      assertTrue(known.containsAll(found), row.toString());
      assertTrue(!found.isEmpty() || !row.isHere(), row.toString());
      if (row.isHere() && !row.caffe().contains(".py")) {
        assertEquals(row.names().get(0).replace("caffe ", ""), found.get(0), row.toString());
      }
      named.addAll(found);
    }
    for (Tool tool : Tools.all()) {
      assertTrue(named.contains(tool.name()), tool.name() + " has no row");
    }
  }

  @Test
  void everyFlagIsAccepted() throws IOException {
    Set<String> tools = new HashSet<>();
    Tools.all()
        .forEach(
            tool ->
                tool.line()
                    .getCommandSpec()
                    .options()
                    .forEach(option -> tools.add(option.longestName())));
    Set<String> known = new HashSet<>(Set.of("--flagfile"));
    new CommandLine(new Options())
        .getCommandSpec()
        .options()
        .forEach(option -> known.add(option.longestName()));
    int flags = 0;
    for (Row row : table("Flags")) {
      for (String name : row.names()) {
        String flag = name.replaceFirst("^--?", "--");
        boolean ofTools = row.caffe().contains(" of ");
        assertTrue((ofTools ? tools : known).contains(flag), row.toString());
        boolean same = row.decant().equals("the same") || row.decant().startsWith("`" + flag + "`");
        assertTrue(same, row.toString());
        flags++;
      }
    }
    assertTrue(flags > 25, "only " + flags + " flags were found");
  }

  @Test
  void everyLayerIsAsTheTableSays() throws IOException {
    List<String> types = LayerRegistry.load().types();
    List<Row> rows = table("Layers");
    assertEquals(LAYERS_OF_CAFFE, rows.stream().map(Row::caffe).distinct().count());
    for (Row row : rows) {
      String type = row.names().get(0);
      assertEquals(row.isHere(), types.contains(type), row.toString());
      assertTrue(!row.isHere() || row.decant().equals("yes"), row.toString());
    }
  }

  /** Every type that Caffe lacks is in the table of forks, and all of that are registered. */
  @Test
  void everyLayerOfAForkIsInTheTable() throws IOException {
    Set<String> expected = new TreeSet<>(LayerRegistry.load().types());
    table("Layers").forEach(row -> expected.remove(row.names().get(0)));
    Set<String> named = new TreeSet<>();
    for (Row row : table("Layers of forks")) {
      named.addAll(row.names());
      assertTrue(row.isHere(), row.toString());
    }
    assertEquals(expected, named);
  }

  /** Java names in the column on the right are those of methods and classes that exist. */
  @Test
  void callsNameMethodsThatExist() throws Exception {
    Pattern call = Pattern.compile("(net|solver|decant)\\.(\\w+)\\(");
    int calls = 0;
    for (Row row : table("pycaffe")) {
      for (MatchResult found : call.matcher(row.decant()).results().toList()) {
        Class<?> type =
            switch (found.group(1)) {
              case "net" -> Net.class;
              case "solver" -> Solver.class;
              default -> Decant.class;
            };
        boolean exists = false;
        for (var method : type.getMethods()) {
          exists |= method.getName().equals(found.group(2));
        }
        assertTrue(exists, row.toString());
        calls++;
      }
    }
    assertTrue(calls > 20, "only " + calls + " calls were found");
    assertFalse(table("Files").isEmpty());
  }
}
