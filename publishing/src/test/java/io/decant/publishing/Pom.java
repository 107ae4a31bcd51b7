package io.decant.publishing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads a POM as it stands: nothing is inherited or filled in. */
final class Pom {
  private Pom() {}

  static Element read(Path pom) {
    try (var in = Files.newInputStream(pom)) {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(in)
          .getDocumentElement();
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new AssertionError(pom + " cannot be read", e);
    }
  }

  /** Returns the elements at the end of a path of names, such as {@code "profiles", "profile"}. */
  static List<Element> children(Element parent, String... path) {
    List<Element> found = List.of(parent);
    for (String name : path) {
      List<Element> below = new ArrayList<>();
      for (Element element : found) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
          if (node instanceof Element child
              && (name.equals("*") || child.getTagName().equals(name))) {
            below.add(child);
          }
        }
      }
      found = below;
    }
    return found;
  }

  /** Returns the text of the first child of that name; empty when there is none. */
  static String text(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }
}
