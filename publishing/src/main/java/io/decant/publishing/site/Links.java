package io.decant.publishing.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;

/** Turns links to documents into links to their pages, and collects what else is linked to. */
final class Links extends AbstractVisitor {
  private final Path root;
  private final Path source;
  private final List<Path> sources;
  private final Set<Path> mentioned = new TreeSet<>();

  Links(Path root, Path source, List<Path> sources) {
    this.root = root;
    this.source = source;
    this.sources = sources;
  }

  /** Returns the page of a document, both relative to their roots. */
  static Path page(Path source) {
    Path name = source.getFileName();
    return source.resolveSibling(
        name.toString().equals("README.md")
            ? "index.html"
            : name.toString().replaceFirst("\\.md$", ".html"));
  }

  /** Returns the files and folders, relative to the root, that are linked to and no documents. */
  Set<Path> mentioned() {
    return mentioned;
  }

  @Override
  public void visit(Link link) {
    link.setDestination(rewritten(link.getDestination()));
    visitChildren(link);
  }

  @Override
  public void visit(Image image) {
    image.setDestination(rewritten(image.getDestination()));
  }

  private String rewritten(String destination) {
    if (destination.matches("[a-z]+:.*|#.*")) {
      return destination;
    }
    String[] parts = destination.split("#", 2);
    String anchor = parts.length > 1 ? "#" + parts[1] : "";
    Path path = root.relativize(root.resolve(source).resolveSibling(parts[0]).normalize());
    Path document = sources.contains(path) ? path : path.resolve("README.md");
    if (sources.contains(document)) {
      return relative(page(document)) + anchor;
    }
    if (!Files.exists(root.resolve(path))) {
      throw new IllegalArgumentException(
          source + " links to " + destination + ", which is not there; mend the link");
    }
    mentioned.add(path);
    boolean isFolder = Files.isDirectory(root.resolve(path));
    return relative(isFolder ? path.resolve("index.html") : path) + anchor;
  }

  private String relative(Path page) {
    Path from = page(source).getParent();
    Path path = from == null ? page : from.relativize(page);
    return path.toString().replace('\\', '/');
  }
}
