package io.decant.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Java that a document or a Javadoc comment shows, and what it prints: the comments behind its
 * prints, unless they begin with "about". A block is a program, or statements that use what Decant
 * exports.
 *
 * @param where file and line
 * @param name the class that it is compiled as
 * @param source the class
 * @param printed lines, in order
 */
record JavaBlock(String where, String name, String source, List<String> printed) {
  private static final Pattern PROGRAM = Pattern.compile("^final class (\\w+)", Pattern.MULTILINE);
  private static final Pattern PRINTED =
      Pattern.compile("System\\.out\\.print\\w+\\(.*\\); // (?!about)(.*)$", Pattern.MULTILINE);
  private static final Pattern IN_PAGE = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern IN_COMMENT =
      Pattern.compile("\\* <pre>\\{@code\n(.*?)\n *\\* }</pre>", Pattern.DOTALL);
  private static final String IMPORTS =
      """
      import io.decant.api.*;
      import io.decant.api.backend.*;
      import io.decant.api.blob.*;
      import io.decant.api.image.*;
      import io.decant.api.layer.*;
      import io.decant.api.net.*;
      import io.decant.api.solver.*;
      import io.decant.api.spec.*;
      import io.decant.data.files.*;
      import io.decant.data.image.*;
      import io.decant.data.memory.*;
      import io.decant.proto.caffe.*;
      import io.decant.proto.io.*;
      import io.decant.spi.memory.*;
      import io.decant.spi.op.*;
      import java.awt.image.BufferedImage;
      import java.nio.file.*;
      import java.util.*;
      """;

  /** Returns the blocks of a page. */
  static List<JavaBlock> inPage(Path page) throws IOException {
    return find(page, IN_PAGE);
  }

  /** Returns the blocks in the comments of the sources below a folder. */
  static List<JavaBlock> inComments(Path folder) throws IOException {
    List<JavaBlock> blocks = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).sorted().toList()) {
        blocks.addAll(find(file, IN_COMMENT));
      }
    }
    return blocks;
  }

  private static List<JavaBlock> find(Path file, Pattern pattern) throws IOException {
    String text = Files.readString(file).replace("\r", "");
    return pattern.matcher(text).results().map(block -> of(file, text, block)).toList();
  }

  private static JavaBlock of(Path file, String text, MatchResult block) {
    String code = block.group(1).replaceAll("(?m)^ *\\* ?", "");
    long line = text.substring(0, block.start()).lines().count() + 1;
    String where = Shell.ROOT.relativize(file.toAbsolutePath().normalize()) + ":" + line;
    List<String> printed =
        PRINTED.matcher(code).results().map(comment -> comment.group(1).strip()).toList();
    Matcher program = PROGRAM.matcher(code);
    if (program.find()) {
      return new JavaBlock(where, program.group(1), code, printed);
    }
    String name = String.valueOf(file.getFileName()).replaceAll("\\W.*", "") + "Line" + line;
    String source =
        IMPORTS
            + "final class "
            + name
            + " { public static void main(String[] arguments) throws Exception {\n"
            + code
            + "\n} }\n";
    return new JavaBlock(where, name, source, printed);
  }
}
