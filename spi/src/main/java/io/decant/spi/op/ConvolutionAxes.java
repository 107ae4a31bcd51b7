package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * The axes along which a convolution and its gradients are cut. In what follows x, w and y are the
 * input, weights and output of the convolution, or what has their shape.
 */
final class ConvolutionAxes {
  /**
   * A part of a convolution.
   *
   * @param geometry its sizes
   * @param first whether it is the first part, or does not share what it writes with other parts
   */
  record Piece(ConvolutionGeometry geometry, boolean first, Part x, Part w, Part bias, Part y) {}

  /** Makes the tile that computes a part. */
  @FunctionalInterface
  interface Assembly {
    Tile tile(Piece piece);
  }

  private final ConvolutionGeometry geometry;
  private final Window window;
  private final Assembly assembly;
  private final TensorSpec x;
  private final TensorSpec w;
  private final TensorSpec y;
  private final int channelAxis;
  private final List<TileAxis> axes = new ArrayList<>();

  ConvolutionAxes(ConvolutionGeometry geometry, Assembly assembly) {
    this.geometry = geometry;
    this.window = geometry.window();
    this.assembly = assembly;
    this.x = geometry.input(Intent.READ).tensor();
    this.w = geometry.weights("w", Intent.READ).tensor();
    this.y = geometry.output("y", Intent.READ).tensor();
    this.channelAxis = geometry.layout() == Layout.CHANNELS_FIRST ? 1 : 2;
  }

  List<TileAxis> list() {
    return List.copyOf(axes);
  }

  /** Adds the batch. */
  ConvolutionAxes batch() {
    add(
        "batch",
        geometry.batch(),
        (begin, end) ->
            new Piece(
                over(end - begin, window),
                begin == 0,
                Part.slice(x, 0, begin, end),
                Part.whole(w),
                bias(0, geometry.outputs()),
                Part.slice(y, 0, begin, end)));
    return this;
  }

  /** Adds the rows of y; parts of x overlap. */
  ConvolutionAxes outputRows() {
    if (WindowRows.possible(window)) {
      add(
          "rows",
          window.output(0),
          (begin, end) -> rows(WindowRows.ofOutput(window, begin, end), begin == 0));
    }
    return this;
  }

  /** Adds the rows of x; parts of y overlap. */
  ConvolutionAxes inputRows() {
    if (WindowRows.possible(window)) {
      add(
          "rows",
          window.input().get(0),
          (begin, end) -> rows(WindowRows.ofInput(window, begin, end), begin == 0));
    }
    return this;
  }

  /** Adds the groups, where there are several. */
  ConvolutionAxes groups() {
    if (geometry.groups() > 1) {
      add("groups", geometry.groups(), this::groups);
    }
    return this;
  }

  /** Adds the channels of y, where there is one group. */
  ConvolutionAxes outputs() {
    if (geometry.groups() == 1) {
      add(
          "outputs",
          geometry.outputs(),
          (begin, end) ->
              new Piece(
                  channels(1, geometry.inputs(), end - begin),
                  true,
                  Part.whole(x),
                  Part.slice(w, 0, begin, end),
                  bias(begin, end),
                  Part.slice(y, channelAxis, begin, end)));
    }
    return this;
  }

  /** Adds the channels of x, where there is one group. */
  ConvolutionAxes inputs() {
    if (geometry.groups() == 1) {
      add(
          "inputs",
          geometry.inputs(),
          (begin, end) ->
              new Piece(
                  channels(1, end - begin, geometry.outputs()),
                  true,
                  Part.slice(x, channelAxis, begin, end),
                  Part.slice(w, channelAxis, begin, end),
                  bias(0, geometry.outputs()),
                  Part.whole(y)));
    }
    return this;
  }

  private void add(String name, long extent, Cut cut) {
    axes.add(TileAxis.of(name, extent, (begin, end) -> assembly.tile(cut.piece(begin, end))));
  }

  private Piece rows(WindowRows rows, boolean first) {
    return new Piece(
        over(geometry.batch(), rows.window()),
        first,
        rows.input(window, geometry.inputExtents(), geometry.layout()),
        Part.whole(w),
        bias(0, geometry.outputs()),
        rows.output(window, geometry.outputExtents(), geometry.layout()));
  }

  private Piece groups(long begin, long end) {
    long inputs = geometry.inputs() / geometry.groups();
    long outputs = geometry.groupOutputs();
    long groups = end - begin;
    return new Piece(
        channels(groups, groups * inputs, groups * outputs),
        true,
        Part.slice(x, channelAxis, begin * inputs, end * inputs),
        Part.slice(w, 0, begin * outputs, end * outputs),
        bias(begin * outputs, end * outputs),
        Part.slice(y, channelAxis, begin * outputs, end * outputs));
  }

  private ConvolutionGeometry over(long batch, Window part) {
    return new ConvolutionGeometry(
        batch, geometry.groups(), geometry.inputs(), geometry.outputs(), part, geometry.layout());
  }

  private ConvolutionGeometry channels(long groups, long inputs, long outputs) {
    return new ConvolutionGeometry(
        geometry.batch(), groups, inputs, outputs, window.withPlanes(inputs), geometry.layout());
  }

  private static Part bias(long begin, long end) {
    return Part.run(begin, end - begin);
  }

  private interface Cut {
    Piece piece(long begin, long end);
  }
}
