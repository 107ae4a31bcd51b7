package io.decant.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.publishing.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every document becomes a page, and every link leads somewhere. */
class SiteTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  private static final Pattern NAME =
      Pattern.compile("<text x=\"([\\d.]+)\" y=\"[\\d.]+\" text-anchor=\"end\">([^<]*)</text>");

  /** Images a second of ResNet-50 in TF32, in the table that the bars are drawn from. */
  private static final Pattern FIGURE =
      Pattern.compile("<td>ResNet-50</td>\\s*<td>64</td>\\s*<td>TF32</td>\\s*<td>([0-9,]+)</td>");

  @TempDir static Path site;
  private static int pages;

  @BeforeAll
  static void write() throws IOException {
    pages = new Site(Artifacts.ROOT, site).write();
  }

  @Test
  void everyDocumentIsAPage() {
    assertTrue(pages > 50, "only " + pages + " pages were made");
    assertTrue(Files.exists(site.resolve("index.html")));
    assertTrue(Files.exists(site.resolve("docs/decisions/0009-residency-is-planned.html")));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        links++;
        if (!link.group(1).matches("[a-z]+:.*") && !leadsSomewhere(page, link.group(1))) {
          broken.add(site.relativize(page) + ": " + link.group(1));
        }
      }
    }
    assertTrue(links > 500, "only " + links + " links were found");
    assertEquals(List.of(), broken);
  }

  @Test
  void measuredTablesAreDrawn() throws IOException {
    String page = Files.readString(site.resolve("docs/benchmarks.html"));
    assertTrue(page.split("<svg ", -1).length > 3, "fewer than three pictures");
    Matcher figure = FIGURE.matcher(page);
    assertTrue(figure.find(), "no table has ResNet-50's figure");
    assertTrue(page.contains(">" + figure.group(1) + "</text>"), "no bar has " + figure.group(1));
    assertTrue(page.contains("<circle "), "no curve has a point");
  }

  /** A name that ends at a place begins right of the picture's edge. */
  @Test
  void namesOfBarsHaveRoom() throws IOException {
    Matcher name = NAME.matcher(Files.readString(site.resolve("docs/benchmarks.html")));
    int names = 0;
    while (name.find()) {
      double room = Double.parseDouble(name.group(1));
      assertTrue(room >= 6.5 * name.group(2).length(), name.group());
      names++;
    }
    assertTrue(names > 10, "only " + names + " names were found");
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.isRegularFile(target)) {
      return false;
    }
    return parts.length == 1 || Files.readString(target).contains("id=\"" + parts[1] + "\"");
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      return files
          .filter(file -> file.toString().endsWith(".html"))
          .filter(file -> !file.startsWith(site.resolve("api")))
          .toList();
    }
  }
}
