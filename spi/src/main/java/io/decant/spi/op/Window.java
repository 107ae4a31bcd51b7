package io.decant.spi.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A window sliding over the trailing axes of {@code planes} planes: an input of {@code planes x
 * input...}, an output of {@code planes x output...}. Output position o covers the input positions
 * {@code o * stride - padBegin + k * dilation} for k in 0 until kernel; those outside the input are
 * padding.
 *
 * @param planes leading axes folded into one
 * @param input input extents
 * @param kernel window extents
 * @param stride steps between windows
 * @param padBegin padding before each axis
 * @param padEnd padding behind each axis; may be negative where windows do not reach the end
 * @param dilation steps inside a window
 */
public record Window(
    long planes,
    List<Long> input,
    List<Long> kernel,
    List<Long> stride,
    List<Long> padBegin,
    List<Long> padEnd,
    List<Long> dilation) {

  /** Copies the lists and checks them. */
  public Window {
    input = List.copyOf(input);
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    padBegin = List.copyOf(padBegin);
    padEnd = List.copyOf(padEnd);
    dilation = List.copyOf(dilation);
    int rank = input.size();
    if (kernel.size() != rank
        || stride.size() != rank
        || padBegin.size() != rank
        || padEnd.size() != rank
        || dilation.size() != rank) {
      throw new IllegalArgumentException("a window's lists must all have " + rank + " entries");
    }
    for (int axis = 0; axis < rank; axis++) {
      if (kernel.get(axis) < 1 || stride.get(axis) < 1 || dilation.get(axis) < 1) {
        throw new IllegalArgumentException(
            "kernel, stride and dilation must be at least 1 on axis " + axis);
      }
      if (padBegin.get(axis) < 0) {
        throw new IllegalArgumentException("padding must not be negative on axis " + axis);
      }
      if (output(input, kernel, stride, padBegin, padEnd, dilation, axis) < 1) {
        throw new IllegalArgumentException(
            "a window of "
                + kernel.get(axis)
                + " (dilation "
                + dilation.get(axis)
                + ") does not fit the padded input of "
                + (input.get(axis) + padBegin.get(axis) + padEnd.get(axis))
                + " on axis "
                + axis);
      }
    }
  }

  /** Returns the number of windowed axes. */
  public int rank() {
    return input.size();
  }

  /** Returns the number of windows along {@code axis}. */
  public long output(int axis) {
    return output(input, kernel, stride, padBegin, padEnd, dilation, axis);
  }

  /** Returns the number of elements of one input plane. */
  public long inputCount() {
    return count(input);
  }

  /** Returns the number of elements of one window. */
  public long kernelCount() {
    return count(kernel);
  }

  /** Returns the number of windows in one plane. */
  public long outputCount() {
    long count = 1;
    for (int axis = 0; axis < rank(); axis++) {
      count = Math.multiplyExact(count, output(axis));
    }
    return count;
  }

  /** Returns the output extents. */
  public List<Long> output() {
    Long[] extents = new Long[rank()];
    Arrays.setAll(extents, this::output);
    return List.of(extents);
  }

  /** Returns this window over another number of planes. */
  public Window withPlanes(long count) {
    return new Window(count, input, kernel, stride, padBegin, padEnd, dilation);
  }

  /**
   * Returns this window over planes that hold all channels of an image, channels last: another axis
   * behind its own, along which it is one channel.
   *
   * @param channels how many of the planes are the channels of one image
   */
  public Window withChannelsLast(long channels) {
    return new Window(
        channels == 0 ? 0 : planes / channels,
        with(input, channels),
        with(kernel, 1),
        with(stride, 1),
        with(padBegin, 0),
        with(padEnd, 0),
        with(dilation, 1));
  }

  private static List<Long> with(List<Long> numbers, long last) {
    List<Long> all = new ArrayList<>(numbers);
    all.add(last);
    return all;
  }

  /** Returns whether the window is one element along its last axis, at every element. */
  boolean isChannelwise() {
    int last = rank() - 1;
    return last >= 0
        && kernel.get(last) == 1
        && stride.get(last) == 1
        && padBegin.get(last) == 0
        && padEnd.get(last) == 0;
  }

  /** Returns whether the window is one element, unit stride, without padding: a plain copy. */
  public boolean isPointwise() {
    for (int axis = 0; axis < rank(); axis++) {
      if (kernel.get(axis) != 1
          || stride.get(axis) != 1
          || padBegin.get(axis) != 0
          || padEnd.get(axis) != 0) {
        return false;
      }
    }
    return true;
  }

  private static long output(
      List<Long> input,
      List<Long> kernel,
      List<Long> stride,
      List<Long> padBegin,
      List<Long> padEnd,
      List<Long> dilation,
      int axis) {
    try {
      long reach = Math.multiplyExact(dilation.get(axis), kernel.get(axis) - 1) + 1;
      long padded =
          Math.addExact(Math.addExact(input.get(axis), padBegin.get(axis)), padEnd.get(axis));
      return padded < reach ? 0 : (padded - reach) / stride.get(axis) + 1;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "a window of "
              + kernel.get(axis)
              + " (dilation "
              + dilation.get(axis)
              + ") over a padded input of "
              + input.get(axis)
              + " on axis "
              + axis
              + " reaches beyond 2^63",
          e);
    }
  }

  private static long count(List<Long> extents) {
    return extents.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }
}
