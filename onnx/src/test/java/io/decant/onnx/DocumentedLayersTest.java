package io.decant.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of docs/onnx.md has the layers that can be exported. */
class DocumentedLayersTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void everyLayerHasARow() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "onnx.md"));
    TreeSet<String> named = new TreeSet<>();
    for (String line : lines.subList(lines.indexOf("## Layers"), lines.size())) {
      if (line.startsWith("| `")) {
        CODE.matcher(line.split("\\|")[1]).results().forEach(found -> named.add(found.group(1)));
      }
    }
    assertEquals(new TreeSet<>(OnnxLayers.load().types()), named);
  }
}
