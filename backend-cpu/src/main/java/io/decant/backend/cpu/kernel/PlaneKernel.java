package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Window;

/** A kernel that works on each plane under a window apart. */
abstract class PlaneKernel implements Kernel {
  final PaddedPlane geometry;
  final long planes;

  /** Windows of a plane. */
  final int outputs;

  PlaneKernel(Window window) {
    this.geometry = new PaddedPlane(window, 1);
    this.planes = window.planes();
    this.outputs = geometry.rows() * geometry.width();
  }

  /** Runs work that visits each element under each window. */
  final void forPlanes(Workers workers, Workers.RangeTask work) {
    workers.forRanges(planes, Tiles.unitsPerTask((long) outputs * geometry.kernelCount()), work);
  }
}
