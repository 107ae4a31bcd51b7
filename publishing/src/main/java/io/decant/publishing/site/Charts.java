package io.decant.publishing.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;

/**
 * Draws tables. A comment in front of a table, {@code <!-- bars 4 5: title -->}, makes bars of its
 * 4th and 5th column, named by the columns before; {@code <!-- curve 2 3: title -->} makes curves
 * of the 3rd over the 2nd column, one for each entry in the first. Columns count from 1; of a cell
 * the first number counts, and cells without one are left out.
 */
final class Charts extends AbstractVisitor {
  private static final Pattern COMMENT =
      Pattern.compile("\\s*<!-- (bars|curve) (\\d+) (\\d+): (.*) -->\\s*");

  @Override
  public void visit(HtmlBlock block) {
    Matcher comment = COMMENT.matcher(block.getLiteral());
    if (!comment.matches()) {
      return;
    }
    if (!(block.getNext() instanceof TableBlock table)) {
      throw new IllegalArgumentException("no table follows " + block.getLiteral());
    }
    List<List<String>> rows = rows(table);
    int first = Integer.parseInt(comment.group(2)) - 1;
    int second = Integer.parseInt(comment.group(3)) - 1;
    String title = comment.group(4);
    block.setLiteral(
        comment.group(1).equals("bars")
            ? Bars.of(title, rows, first, second)
            : Curves.of(title, rows, first, second));
  }

  /** Returns the cells' texts, the heading's first. */
  private static List<List<String>> rows(TableBlock table) {
    List<List<String>> rows = new ArrayList<>();
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        if (row instanceof TableRow) {
          rows.add(cells(row));
        }
      }
    }
    return rows;
  }

  private static List<String> cells(Node row) {
    List<String> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      if (cell instanceof TableCell) {
        cells.add(Headings.text(cell));
      }
    }
    return cells;
  }
}
