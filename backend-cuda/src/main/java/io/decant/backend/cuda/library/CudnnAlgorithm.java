package io.decant.backend.cuda.library;

import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_VARIANT_PACK_DATA_POINTERS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_VARIANT_PACK_UNIQUE_IDS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_VARIANT_PACK_WORKSPACE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_VARIANT_PACK_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_VOID_PTR;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A plan of cuDNN. What was bound to it last is kept, since most runs use the same addresses. */
final class CudnnAlgorithm implements Algorithm {
  private final Cudnn library;
  private final String name;
  private final Descriptor plan;
  private final Descriptors descriptors;
  private final long workspaceBytes;
  private @Nullable Descriptor bound;
  private long[] boundAddresses = {};
  private boolean closed;

  /**
   * Takes over a finished plan.
   *
   * @param descriptors what the plan refers to, of which this uses one share
   */
  CudnnAlgorithm(Cudnn library, String name, Descriptor plan, Descriptors descriptors) {
    this.library = library;
    this.name = name;
    this.plan = plan;
    this.descriptors = descriptors;
    this.workspaceBytes = plan.number(CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE);
  }

  /** Returns what an operand is called in a graph. */
  static long identifier(int operand) {
    return operand + 1L;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long workspaceBytes() {
    return workspaceBytes;
  }

  @Override
  public void enqueue(long stream, long[] operands, long workspace) {
    synchronized (library) {
      library.execute(stream, plan, binding(operands, workspace), name);
    }
  }

  private Descriptor binding(long[] operands, long workspace) {
    long[] addresses = Arrays.copyOf(operands, operands.length + 1);
    addresses[operands.length] = workspace;
    Descriptor last = bound;
    if (last != null && Arrays.equals(addresses, boundAddresses)) {
      return last;
    }
    if (last != null) {
      bound = null;
      last.close();
    }
    long[] identifiers = new long[operands.length];
    Arrays.setAll(identifiers, CudnnAlgorithm::identifier);
    Descriptor made =
        library
            .descriptor(CUDNN_BACKEND_VARIANT_PACK_DESCRIPTOR)
            .numbers(CUDNN_ATTR_VARIANT_PACK_UNIQUE_IDS, identifiers)
            .addresses(CUDNN_ATTR_VARIANT_PACK_DATA_POINTERS, CUDNN_TYPE_VOID_PTR, operands)
            .addresses(CUDNN_ATTR_VARIANT_PACK_WORKSPACE, CUDNN_TYPE_VOID_PTR, workspace)
            .finished();
    bound = made;
    boundAddresses = addresses;
    return made;
  }

  @Override
  public void close() {
    synchronized (library) {
      if (!closed) {
        closed = true;
        if (bound != null) {
          bound.close();
        }
        plan.close();
        descriptors.release();
      }
    }
  }
}
