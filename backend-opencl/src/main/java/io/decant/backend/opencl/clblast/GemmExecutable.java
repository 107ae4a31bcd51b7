package io.decant.backend.opencl.clblast;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.OperandViews;
import io.decant.spi.device.View;
import io.decant.spi.op.Gemm;
import java.util.ArrayList;
import java.util.List;
import org.jocl.blast.CLBlast;
import org.jocl.blast.CLBlastLayout;
import org.jocl.blast.CLBlastTranspose;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/**
 * Products by CLBlast. They are passed on as {@code C^T = op(B)^T op(A)^T}, column-major, in which
 * the result needs no transposition: B comes first, m and n change places.
 */
final class GemmExecutable implements Executable {
  private final GemmDevice device;
  private final Gemm spec;
  private final long temporaryBytes;
  private final OperandViews check;
  private volatile boolean closed;

  /**
   * @param temporaryElements what CLBlast may copy operands to; 0 where it copies none
   */
  GemmExecutable(GemmDevice device, Gemm spec, long temporaryElements) {
    this.device = device;
    this.spec = spec;
    this.temporaryBytes = temporaryElements * Float.BYTES;
    this.check = new OperandViews(spec, workspaceBytes());
  }

  /** Returns the temporary memory, and what it takes to start it at an aligned place. */
  @Override
  public long workspaceBytes() {
    return temporaryBytes == 0 ? 0 : temporaryBytes + device.alignment() - Float.BYTES;
  }

  @Override
  public void enqueue(DeviceStream stream, List<View> operands, List<View> workspace) {
    check.check(operands, workspace);
    if (closed) {
      throw new IllegalStateException("the product was closed");
    }
    List<View> views = new ArrayList<>(operands);
    if (temporaryBytes > 0) {
      views.add(workspace.get(0));
    }
    List<cl_mem> slabs = new ArrayList<>();
    try {
      for (View view : views) {
        slabs.add(device.acquire(view.slab()));
      }
      device.enqueue(stream, queue -> enqueue(queue, views, slabs));
    } finally {
      for (int i = 0; i < slabs.size(); i++) {
        device.release(views.get(i).slab());
      }
    }
  }

  private void enqueue(cl_command_queue queue, List<View> views, List<cl_mem> slabs) {
    if (temporaryBytes == 0) {
      direct(queue, views, slabs);
      return;
    }
    try (Region temporary = temporary(views.get(3), slabs.get(3))) {
      for (long batch = 0; batch < spec.batch(); batch++) {
        indirect(queue, views, slabs, batch, temporary);
      }
    }
  }

  /** All products of the batch in one launch. */
  private void direct(cl_command_queue queue, List<View> views, List<cl_mem> slabs) {
    try (Region a = whole(views.get(0), slabs.get(0));
        Region b = whole(views.get(1), slabs.get(1));
        Region c = whole(views.get(2), slabs.get(2))) {
      check(
          CLBlast.CLBlastSgemmStridedBatched(
              CLBlastLayout.CLBlastLayoutColMajor,
              transpose(spec.b()),
              transpose(spec.a()),
              spec.n(),
              spec.m(),
              spec.k(),
              spec.alpha(),
              b.memory(),
              b.elements(),
              spec.b().rowStride(),
              stride(spec.b()),
              a.memory(),
              a.elements(),
              spec.a().rowStride(),
              stride(spec.a()),
              spec.beta(),
              c.memory(),
              c.elements(),
              spec.c().rowStride(),
              stride(spec.c()),
              spec.batch(),
              queue,
              null));
    }
  }

  /**
   * One product of the batch. CLBlast would take all at once, but makes temporary memory for all of
   * them itself.
   */
  private void indirect(
      cl_command_queue queue, List<View> views, List<cl_mem> slabs, long batch, Region temporary) {
    try (Region a = matrix(views.get(0), slabs.get(0), spec.a(), batch, spec.m(), spec.k());
        Region b = matrix(views.get(1), slabs.get(1), spec.b(), batch, spec.k(), spec.n());
        Region c = matrix(views.get(2), slabs.get(2), spec.c(), batch, spec.m(), spec.n())) {
      check(
          CLBlast.CLBlastSgemmWithTempBuffer(
              CLBlastLayout.CLBlastLayoutColMajor,
              transpose(spec.b()),
              transpose(spec.a()),
              spec.n(),
              spec.m(),
              spec.k(),
              spec.alpha(),
              b.memory(),
              b.elements(),
              spec.b().rowStride(),
              a.memory(),
              a.elements(),
              spec.a().rowStride(),
              spec.beta(),
              c.memory(),
              c.elements(),
              spec.c().rowStride(),
              queue,
              null,
              temporary.memory()));
    }
  }

  private Region whole(View view, cl_mem slab) {
    return Region.of(device, slab, view.offset(), view.tensor().extentBytes());
  }

  private Region matrix(
      View view, cl_mem slab, Gemm.Matrix matrix, long batch, long rows, long columns) {
    long storedRows = matrix.transposed() ? columns : rows;
    long storedColumns = matrix.transposed() ? rows : columns;
    long elements = (storedRows - 1) * matrix.rowStride() + storedColumns;
    long offset = view.offset() + batch * matrix.batchStride() * Float.BYTES;
    return Region.of(device, slab, offset, elements * Float.BYTES);
  }

  private Region temporary(View view, cl_mem slab) {
    long start = GemmParameters.roundUp(view.offset(), device.alignment());
    return Region.of(device, slab, start, temporaryBytes);
  }

  private void check(int status) {
    ClBlastStatus.check(
        status,
        device.name(),
        "a product of " + spec.m() + " x " + spec.k() + " and " + spec.k() + " x " + spec.n());
  }

  /** CLBlast refuses a result that repeats, also where there is one only. */
  private long stride(Gemm.Matrix matrix) {
    return spec.batch() == 1 ? Math.max(1, matrix.batchStride()) : matrix.batchStride();
  }

  private static int transpose(Gemm.Matrix matrix) {
    return matrix.transposed()
        ? CLBlastTranspose.CLBlastTransposeYes
        : CLBlastTranspose.CLBlastTransposeNo;
  }

  @Override
  public void close() {
    closed = true;
  }
}
