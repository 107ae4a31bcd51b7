package io.decant.cli.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Places for the boxes of a net: each in a row behind those of all layers that it reads, within the
 * row such that edges are short and cross little. Long edges get a place in each row that they
 * pass. Source: Sugiyama, Tagawa, Toda, 1981: rows by the longest path, order by barycentres.
 */
final class LayeredLayout {
  private static final int SWEEPS = 12;
  private static final double GAP = 24;
  private static final double ROW_GAP = 34;
  private static final double CHARACTER = 7.2;
  private static final double LINE = 15;
  private static final double BEND = 8;

  /** A box, or a bend of a long edge. Its position is that of its middle. */
  static final class Place {
    final double width;
    final double height;
    final List<Place> before = new ArrayList<>();
    final List<Place> after = new ArrayList<>();
    double along;
    double across;

    private Place(double width, double height) {
      this.width = width;
      this.height = height;
    }
  }

  private final List<Place> boxes = new ArrayList<>();
  private final List<List<Place>> paths = new ArrayList<>();
  private final List<List<Place>> rows = new ArrayList<>();
  private final boolean sideways;

  /**
   * Lays a net out.
   *
   * @param sideways whether rows follow each other from left to right
   */
  LayeredLayout(NetGraphic net, boolean sideways) {
    this.sideways = sideways;
    int[] ranks = ranks(net);
    int last = Arrays.stream(ranks).max().orElse(0);
    for (int i = 0; i <= last; i++) {
      rows.add(new ArrayList<>());
    }
    for (int i = 0; i < ranks.length; i++) {
      List<String> lines = LayerLabel.lines(net.layers().get(i));
      int longest = lines.stream().mapToInt(String::length).max().orElse(0);
      Place box = new Place(longest * CHARACTER + 18, lines.size() * LINE + 12);
      boxes.add(box);
      rows.get(ranks[i]).add(box);
    }
    for (NetGraphic.Edge edge : net.edges()) {
      paths.add(path(edge, ranks));
    }
    order();
    placeRows();
    placeAcross();
  }

  private static int[] ranks(NetGraphic net) {
    int[] ranks = new int[net.layers().size()];
    for (NetGraphic.Edge edge : net.edges()) {
      ranks[edge.to()] = Math.max(ranks[edge.to()], ranks[edge.from()] + 1);
    }
    return ranks;
  }

  private List<Place> path(NetGraphic.Edge edge, int[] ranks) {
    List<Place> path = new ArrayList<>(List.of(boxes.get(edge.from())));
    for (int rank = ranks[edge.from()] + 1; rank < ranks[edge.to()]; rank++) {
      Place bend = new Place(BEND, BEND);
      rows.get(rank).add(bend);
      path.add(bend);
    }
    path.add(boxes.get(edge.to()));
    for (int i = 1; i < path.size(); i++) {
      path.get(i - 1).after.add(path.get(i));
      path.get(i).before.add(path.get(i - 1));
    }
    return path;
  }

  private void order() {
    rows.forEach(LayeredLayout::number);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 0; i < rows.size(); i++) {
        List<Place> row = rows.get(down ? i : rows.size() - 1 - i);
        for (Place place : row) {
          place.across = mean(down ? place.before : place.after, place.across);
        }
        row.sort((left, right) -> Double.compare(left.across, right.across));
        number(row);
      }
    }
  }

  private static void number(List<Place> row) {
    for (int i = 0; i < row.size(); i++) {
      row.get(i).across = i - (row.size() - 1) / 2.0;
    }
  }

  private static double mean(List<Place> places, double otherwise) {
    return places.stream().mapToDouble(place -> place.across).average().orElse(otherwise);
  }

  private void placeRows() {
    double at = GAP;
    for (List<Place> row : rows) {
      double thickness = row.stream().mapToDouble(this::thickness).max().orElse(0);
      for (Place place : row) {
        place.along = at + thickness / 2;
      }
      at += thickness + ROW_GAP;
    }
  }

  private void placeAcross() {
    for (List<Place> row : rows) {
      double at = 0;
      for (Place place : row) {
        place.across = at + breadth(place) / 2;
        at += breadth(place) + GAP;
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < rows.size(); i++) {
        boolean down = sweep % 2 == 0;
        settle(rows.get(down ? i : rows.size() - 1 - i), down);
      }
    }
    double least = boxes.stream().mapToDouble(box -> box.across - breadth(box) / 2).min().orElse(0);
    rows.forEach(row -> row.forEach(place -> place.across += GAP - least));
  }

  /** Moves the places of a row to the middle of their neighbours, as far as there is room. */
  private void settle(List<Place> row, boolean down) {
    double[] wanted = new double[row.size()];
    for (int i = 0; i < wanted.length; i++) {
      Place place = row.get(i);
      wanted[i] = mean(down ? place.before : place.after, place.across);
    }
    double[] left = wanted.clone();
    for (int i = 1; i < left.length; i++) {
      left[i] = Math.max(left[i], left[i - 1] + distance(row.get(i - 1), row.get(i)));
    }
    double[] right = wanted.clone();
    for (int i = right.length - 2; i >= 0; i--) {
      right[i] = Math.min(right[i], right[i + 1] - distance(row.get(i), row.get(i + 1)));
    }
    for (int i = 0; i < wanted.length; i++) {
      row.get(i).across = (left[i] + right[i]) / 2;
    }
  }

  private double distance(Place left, Place right) {
    return (breadth(left) + breadth(right)) / 2 + GAP;
  }

  private double breadth(Place place) {
    return sideways ? place.height : place.width;
  }

  private double thickness(Place place) {
    return sideways ? place.width : place.height;
  }

  /** Returns the places of the layers, in order. */
  List<Place> boxes() {
    return boxes;
  }

  /** Returns the places that each edge passes, both ends included. */
  List<List<Place>> paths() {
    return paths;
  }

  /** Returns the horizontal position of a place's middle. */
  double x(Place place) {
    return sideways ? place.along : place.across;
  }

  /** Returns the vertical position of a place's middle, downwards. */
  double y(Place place) {
    return sideways ? place.across : place.along;
  }

  /** Returns whether rows follow each other from left to right. */
  boolean sideways() {
    return sideways;
  }

  /** Returns the width of it all. */
  double width() {
    return places().mapToDouble(place -> x(place) + place.width / 2).max().orElse(0) + GAP;
  }

  /** Returns the height of it all. */
  double height() {
    return places().mapToDouble(place -> y(place) + place.height / 2).max().orElse(0) + GAP;
  }

  private Stream<Place> places() {
    return rows.stream().flatMap(List::stream);
  }
}
