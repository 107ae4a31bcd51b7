package io.decant.kernels.operator.product;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelCall.BufferArgument.Workspace;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A convolution of 3 x 3, or the gradient of its input, by minimal filtering, F(2 x 2, 3 x 3)
 * (Lavin and Gray, CVPR 2016): 16 products of matrices with 4 multiplications for each output and
 * channel instead of 9. It is as exact: the transforms only add and halve. Places are worked off in
 * chunks that stay in the device's cache.
 *
 * @param plane the convolution
 * @param backward whether this is the gradient of the input
 */
record Winograd(Plane plane, boolean backward) {
  /** Channels of a group, on either side, below which transforms cost more than is saved. */
  private static final long LEAST_CHANNELS = 96;

  /** Rows and columns below which tiles cover too much that is none. */
  private static final long LEAST_EXTENT = 4;

  /** Bytes of a chunk's matrices. */
  private static final long CHUNK = 32L << 20;

  static final int POINTS = 16;

  private static final int PLACES_MULTIPLE = 128;

  /**
   * Returns whether the convolution should be computed this way, with the workspace it may have.
   */
  boolean suits(ComputeMode mode, KernelTraits traits, long workspaceLimit) {
    return mode == ComputeMode.FLOAT32
        && !traits.isCpu()
        && isThreeByThree()
        && Math.min(rows(), channels()) >= LEAST_CHANNELS
        && Math.min(result(0), result(1)) >= LEAST_EXTENT
        && plane.geometry().batch() > 0
        && weightBytes() + placeBytes() * PLACES_MULTIPLE <= workspaceLimit;
  }

  /**
   * Returns the launches.
   *
   * @param weights the convolution's weights
   * @param source what the window slides over
   * @param bias of the result's channels, if any
   * @param result what is written
   */
  KernelPlan plan(
      BufferArgument weights,
      BufferArgument source,
      Optional<BufferArgument> bias,
      BufferArgument result,
      KernelTraits traits,
      long workspaceLimit) {
    List<KernelCall> calls = new ArrayList<>();
    calls.add(weights(weights, traits));
    long places = places();
    long chunk = chunk(workspaceLimit);
    Workspace transformed = new Workspace(weightBytes());
    Workspace products =
        new Workspace(weightBytes() + POINTS * Float.BYTES * allChannels() * chunk);
    for (long first = 0; first < places; first += chunk) {
      long count = Math.min(chunk, places - first);
      calls.add(source(source, transformed, first, count, traits));
      calls.add(GemmPlan.call(product(count), traits, new Workspace(0), transformed, products));
      calls.add(result(products, bias, result, first, count, traits));
    }
    return new KernelPlan(calls, weightBytes() + placeBytes() * chunk);
  }

  private boolean isThreeByThree() {
    boolean three = true;
    for (int axis = 0; axis < 2; axis++) {
      three &=
          plane.kernel(axis) == 3
              && plane.stride(axis) == 1
              && plane.dilation(axis) == 1
              && plane.pad(axis) <= 2;
    }
    return three;
  }

  long groups() {
    return plane.geometry().groups();
  }

  long rows() {
    return backward ? plane.groupInputs() : plane.geometry().groupOutputs();
  }

  long channels() {
    return backward ? plane.geometry().groupOutputs() : plane.groupInputs();
  }

  /** Returns the places of 2 x 2 results. */
  long places() {
    return plane.geometry().batch() * tiles(0) * tiles(1);
  }

  /** Returns how many places are worked off at once. */
  long chunk(long workspaceLimit) {
    long room = Math.min(CHUNK, workspaceLimit - weightBytes());
    long chunk = Math.max(1, room / placeBytes() / PLACES_MULTIPLE) * PLACES_MULTIPLE;
    return Math.min(chunk, places());
  }

  /** Returns the channels of the source in all groups. */
  long allChannels() {
    return groups() * channels();
  }

  private long source(int axis) {
    return backward ? plane.output(axis) : plane.input(axis);
  }

  private long result(int axis) {
    return backward ? plane.input(axis) : plane.output(axis);
  }

  private long tiles(int axis) {
    return ProductSize.ceiling(result(axis), 2);
  }

  long weightBytes() {
    return POINTS * groups() * rows() * channels() * Float.BYTES;
  }

  /** Returns the bytes of a place in all matrices of transformed sources and of products. */
  long placeBytes() {
    return POINTS * groups() * (rows() + channels()) * Float.BYTES;
  }

  private Gemm product(long places) {
    return new Gemm(
        POINTS * groups(),
        rows(),
        places,
        channels(),
        new Gemm.Matrix(false, channels(), rows() * channels()),
        new Gemm.Matrix(false, places, channels() * places),
        new Gemm.Matrix(false, places, rows() * places),
        1,
        0,
        ComputeMode.FLOAT32);
  }

  private KernelCall weights(BufferArgument weights, KernelTraits traits) {
    long count = groups() * rows() * channels();
    long output = plane.groupInputs() * 9;
    Geometry geometry =
        Geometry.EMPTY
            .with("COUNT", count)
            .with("ROWS", rows())
            .with("CHANNELS", channels())
            .with("W_GROUP", plane.geometry().groupOutputs() * output)
            .with("W_ROW", backward ? 9 : output)
            .with("W_CHANNEL", backward ? output : 9)
            .with("FLIPPED", backward ? 1 : 0);
    return call(
        "winograd_weights",
        Map.of(),
        geometry,
        count,
        List.of(weights, new Workspace(0)),
        List.of(),
        traits);
  }

  /** Returns the launch that transforms the source at some places. */
  KernelCall source(
      BufferArgument source, Workspace target, long first, long places, KernelTraits traits) {
    long count = allChannels() * places;
    Geometry geometry =
        places(count, allChannels(), first, places)
            .with("SOURCE_H", source(0))
            .with("SOURCE_W", source(1))
            .with("BASE_Y", begin(0))
            .with("BASE_X", begin(1));
    return call(
        "winograd_source", Map.of(), geometry, count, List.of(source, target), List.of(), traits);
  }

  private KernelCall result(
      Workspace products,
      Optional<BufferArgument> bias,
      BufferArgument result,
      long first,
      long places,
      KernelTraits traits) {
    List<BufferArgument> buffers = new ArrayList<>(List.of(products));
    bias.ifPresent(buffers::add);
    buffers.add(result);
    Map<String, String> constants = Map.of("BIAS", bias.isPresent() ? "1" : "0");
    return resultPlaces("winograd_result", constants, buffers, first, places, traits);
  }

  /** Returns a launch over the result's channels at some places. */
  KernelCall resultPlaces(
      String kernel,
      Map<String, String> constants,
      List<BufferArgument> buffers,
      long first,
      long places,
      KernelTraits traits) {
    long count = groups() * rows() * places;
    Geometry geometry =
        places(count, groups() * rows(), first, places)
            .with("RESULT_H", result(0))
            .with("RESULT_W", result(1));
    return call(kernel, constants, geometry, count, buffers, List.of(), traits);
  }

  /** Returns the row, or column, of the source that the first tile begins at. */
  private long begin(int axis) {
    return backward ? plane.pad(axis) - 2 : -plane.pad(axis);
  }

  private Geometry places(long count, long channels, long first, long places) {
    return Geometry.EMPTY
        .with("COUNT", count)
        .with("CHANNELS", channels)
        .with("FIRST", first)
        .with("PLACES", places)
        .with("TILES_Y", tiles(0))
        .with("TILES_X", tiles(1));
  }

  /** Sizes are passed as arguments: chunks differ in theirs, and memory sets the pace. */
  static KernelCall call(
      String kernel,
      Map<String, String> constants,
      Geometry geometry,
      long count,
      List<BufferArgument> buffers,
      List<Scalar> scalars,
      KernelTraits traits) {
    return new KernelCall(
        kernel, constants, geometry, 0, Grid.ofItems(count, traits), buffers, scalars);
  }
}
