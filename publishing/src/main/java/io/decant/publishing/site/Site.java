package io.decant.publishing.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The documents of a checkout as pages that link to each other, with the files and folders that
 * they mention beside them, and each module's Javadoc where it has been made.
 */
public final class Site {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
  private final HtmlRenderer renderer = HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private final Path root;
  private final Path target;
  private final Template template;

  /**
   * Describes a site.
   *
   * @param root the checkout
   * @param target the folder to write to; what is there is overwritten, not removed
   */
  public Site(Path root, Path target) {
    this.root = root.toAbsolutePath().normalize();
    this.target = target;
    this.template = new Template(resource("page.html"));
  }

  /** Takes the checkout and the folder to write to. */
  public static void main(String[] arguments) throws IOException {
    Site site = new Site(Path.of(arguments[0]), Path.of(arguments[1]));
    System.out.println(site.write() + " pages in " + arguments[1]);
  }

  /** Writes all pages and returns how many. */
  public int write() throws IOException {
    List<Path> sources = sources();
    Javadocs javadocs = new Javadocs(root);
    Set<Path> mentioned = new TreeSet<>();
    for (Path source : sources) {
      Node document = parser.parse(Files.readString(root.resolve(source)));
      document.accept(new Charts());
      Links links = new Links(root, source, sources);
      document.accept(links);
      mentioned.addAll(links.mentioned());
      page(Links.page(source), Headings.title(document), renderer.render(document));
    }
    for (Path path : mentioned) {
      copy(path);
    }
    if (!javadocs.modules().isEmpty()) {
      javadocs.copyTo(target.resolve("api"));
      page(Path.of("api/index.html"), "Javadoc", javadocs.index());
    }
    Files.writeString(target.resolve("style.css"), resource("style.css"));
    return sources.size();
  }

  private void page(Path path, String title, String content) throws IOException {
    Path file = target.resolve(path);
    Files.createDirectories(file.toAbsolutePath().getParent());
    String up = "../".repeat(path.getNameCount() - 1);
    boolean api = !new Javadocs(root).modules().isEmpty();
    Files.writeString(file, template.fill(title, up, api, content));
  }

  /** Copies a file; of a folder it writes a list, and copies what is in it. */
  private void copy(Path path) throws IOException {
    Path from = root.resolve(path);
    if (!Files.isDirectory(from)) {
      Files.createDirectories(target.resolve(path).toAbsolutePath().getParent());
      Files.write(target.resolve(path), Files.readAllBytes(from));
      return;
    }
    StringBuilder list = new StringBuilder("<h1>" + path + "</h1>\n<ul>\n");
    for (Path file : files(from)) {
      copy(root.relativize(file));
      Path name = from.relativize(file);
      list.append("<li><a href=\"" + name + "\">" + name + "</a></li>\n");
    }
    page(path.resolve("index.html"), path.toString(), list + "</ul>\n");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !folder.relativize(file).startsWith("target"))
          .sorted()
          .toList();
    }
  }

  private List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>(List.of(Path.of("README.md")));
    for (String folder : List.of("docs", "examples")) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .map(root::relativize)
            .filter(file -> !file.toString().contains("target"))
            .sorted()
            .forEach(sources::add);
      }
    }
    return sources;
  }

  private static String resource(String name) {
    try (InputStream in = Site.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from this jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }
}
