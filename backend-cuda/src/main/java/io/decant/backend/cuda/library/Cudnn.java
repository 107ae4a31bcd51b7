package io.decant.backend.cuda.library;

import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ATTR_EXECUTION_PLAN_HANDLE;
import static org.bytedeco.cuda.global.cudnn.CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_HANDLE;
import static org.bytedeco.cuda.global.cudnn.cudnnBackendExecute;
import static org.bytedeco.cuda.global.cudnn.cudnnCreate;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroy;
import static org.bytedeco.cuda.global.cudnn.cudnnGetErrorString;
import static org.bytedeco.cuda.global.cudnn.cudnnGetLastErrorString;
import static org.bytedeco.cuda.global.cudnn.cudnnGetVersion;
import static org.bytedeco.cuda.global.cudnn.cudnnSetStream;

import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.ProductOp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudnn.cudnnContext;

/**
 * Convolutions and their gradients by cuDNN's graph interface, where layout, precision and
 * determinism are properties of what is asked for and of what is proposed. Its handle belongs to
 * one thread at a time, so calls are made under a lock.
 */
public final class Cudnn implements MathLibrary {
  /** How many algorithms are worth a trial. */
  private static final int MOST_ALGORITHMS = 10;

  /** How many proposals are looked at for them: to make a plan can take a second. */
  private static final int MOST_PROPOSALS = 30;

  private static final int LONGEST_DETAILS = 512;

  private final cudnnContext handle = new cudnnContext();
  private final LibraryStatus status =
      new LibraryStatus("cuDNN", code -> cudnnGetErrorString(code).getString(), Cudnn::lastError);
  private long current;
  private boolean closed;

  /** Opens the library, which was found to be loadable. */
  public Cudnn() {
    status.check(cudnnCreate(handle), "cudnnCreate");
  }

  @Override
  public String version() {
    long version = cudnnGetVersion();
    return "cuDNN " + version / 10000 + "." + version / 100 % 100 + "." + version % 100;
  }

  @Override
  public synchronized List<Algorithm> algorithms(LibraryRequest request) {
    List<Algorithm> algorithms = new ArrayList<>();
    if (!(request.spec() instanceof ProductOp product)) {
      return algorithms;
    }
    Descriptors descriptors = new Descriptors(status);
    try {
      Engines engines = new Engines(descriptors, product.mode(), request.options().deterministic());
      ConvolutionGraph.describe(request.spec(), descriptors, handle.address()).stream()
          .flatMap(graph -> engines.proposals(graph).stream())
          .limit(MOST_PROPOSALS)
          .filter(proposal -> request.wanted().test(proposal.name()))
          .flatMap(proposal -> plan(proposal, descriptors, request.options()).stream())
          .limit(MOST_ALGORITHMS)
          .forEach(algorithms::add);
      return algorithms;
    } catch (RuntimeException | Error e) {
      algorithms.forEach(Algorithm::close);
      throw e;
    } finally {
      descriptors.release();
    }
  }

  /** Many proposals are refused only when a plan is made for them. */
  private Optional<Algorithm> plan(
      Engines.Proposal proposal, Descriptors descriptors, PrepareOptions options) {
    Descriptor plan =
        descriptor(CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR)
            .addresses(CUDNN_ATTR_EXECUTION_PLAN_HANDLE, CUDNN_TYPE_HANDLE, handle.address())
            .parts(CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG, proposal.configuration());
    if (plan.finish() != CUDNN_STATUS_SUCCESS) {
      plan.close();
      return Optional.empty();
    }
    CudnnAlgorithm algorithm =
        new CudnnAlgorithm(this, proposal.name(), plan, descriptors.retain());
    if (algorithm.workspaceBytes() <= options.workspaceLimit()) {
      return Optional.of(algorithm);
    }
    algorithm.close();
    return Optional.empty();
  }

  Descriptor descriptor(int type) {
    return new Descriptor(type, status);
  }

  /** Runs a plan; the caller holds the lock. */
  void execute(long stream, Descriptor plan, Descriptor binding, String name) {
    if (stream != current) {
      current = 0;
      status.check(
          cudnnSetStream(handle, new CUstream_st(new NativePointer(stream))), "cudnnSetStream");
      current = stream;
    }
    status.check(
        cudnnBackendExecute(handle, plan.handle(), binding.handle()),
        "cudnnBackendExecute of " + name);
  }

  private static String lastError() {
    byte[] text = new byte[LONGEST_DETAILS];
    cudnnGetLastErrorString(text, text.length);
    return new String(text, StandardCharsets.UTF_8).replace("\0", "");
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      cudnnDestroy(handle);
    }
  }
}
