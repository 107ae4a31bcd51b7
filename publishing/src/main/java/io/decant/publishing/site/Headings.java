package io.decant.publishing.site;

import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.renderer.text.TextContentRenderer;

/** Text of nodes, for titles and tables. */
final class Headings {
  private static final TextContentRenderer TEXT = TextContentRenderer.builder().build();

  private Headings() {}

  /** Returns the text of a document's first heading. */
  static String title(Node document) {
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading) {
        return text(node);
      }
    }
    return "Decant";
  }

  /** Returns the text inside a node, without marks. */
  static String text(Node node) {
    StringBuilder text = new StringBuilder();
    for (Node part = node.getFirstChild(); part != null; part = part.getNext()) {
      text.append(TEXT.render(part));
    }
    return text.toString().strip();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
