package io.decant.backend.cuda.operator;

import io.decant.backend.cuda.library.Algorithm;
import io.decant.backend.cuda.library.ConvolutionSpecs;
import io.decant.backend.cuda.library.LibraryRequest;
import io.decant.backend.cuda.library.MathLibrary;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.Layout;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ProductOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lists the ways to compute a product or convolution. What is still open when this is closed is
 * closed, too, since it needs the libraries. Thread-safe.
 */
final class Candidates implements AutoCloseable {
  /** The name of the shared kernels among candidates. */
  static final String KERNELS = "kernels";

  private static final String THEN_BIAS = " then bias";
  private static final int VECTOR = Algorithm.ALIGNMENT / Float.BYTES;

  private final NativeDevice device;
  private final List<MathLibrary> libraries;
  private final Preparation kernels;
  private final Consumer<String> log;
  private final Set<Executable> open = ConcurrentHashMap.newKeySet();

  /**
   * @param log learns when a library fails
   */
  Candidates(
      NativeDevice device, List<MathLibrary> libraries, Preparation kernels, Consumer<String> log) {
    this.device = device;
    this.libraries = libraries;
    this.kernels = kernels;
    this.log = log;
  }

  /** Returns the shared kernels' executable, if they have one. */
  Optional<Executable> ofKernels(OpSpec spec, PrepareOptions options) {
    return kernels.prepare(spec, options);
  }

  /** Returns all ways: those of libraries, and then the shared kernels if they have one. */
  List<Candidate> all(OpSpec spec, PrepareOptions options) {
    List<Candidate> all = besideKernels(spec, options);
    return all.isEmpty() && isAlwaysAligned(spec) ? ofLibraries(spec, options, name -> true) : all;
  }

  /** Returns all ways where the shared kernels have one, which takes views at any element. */
  List<Candidate> besideKernels(OpSpec spec, PrepareOptions options) {
    List<Candidate> all = new ArrayList<>();
    if (kernels.offers(spec, options)) {
      all.addAll(ofLibraries(spec, options, name -> true));
      if (all.isEmpty() || !isForMatrixUnits(spec)) {
        ofKernels(spec, options).map(own -> new Candidate(KERNELS, own)).ifPresent(all::add);
      }
    }
    return all;
  }

  /**
   * The libraries have twice the rate of the shared kernels there: compiling these for a trial
   * would be in vain.
   */
  private static boolean isForMatrixUnits(OpSpec spec) {
    return spec instanceof ProductOp product && product.mode() == ComputeMode.TF32;
  }

  /** With channels last, a view that begins with a position is as aligned as its block. */
  private static boolean isAlwaysAligned(OpSpec spec) {
    return ConvolutionSpecs.geometry(spec)
        .filter(geometry -> geometry.layout() == Layout.CHANNELS_LAST)
        .filter(geometry -> geometry.inputs() / geometry.groups() % VECTOR == 0)
        .filter(geometry -> geometry.groupOutputs() % VECTOR == 0)
        .isPresent();
  }

  /**
   * Returns what the libraries offer, those first that they expect to be fastest.
   *
   * @param wanted tells by its name whether a candidate is to be prepared at all
   */
  List<Candidate> ofLibraries(OpSpec spec, PrepareOptions options, Predicate<String> wanted) {
    List<Candidate> candidates = new ArrayList<>();
    algorithms(spec, options, wanted)
        .map(each -> new Candidate(each.name(), executable(spec, each, options)))
        .forEach(candidates::add);
    if (spec instanceof Convolution convolution && convolution.bias()) {
      Convolution bare = new Convolution(convolution.geometry(), false, convolution.mode());
      algorithms(bare, options, name -> wanted.test(name + THEN_BIAS))
          .flatMap(each -> biased(bare, each, options).stream())
          .forEach(candidates::add);
    }
    return candidates;
  }

  private Stream<Algorithm> algorithms(
      OpSpec spec, PrepareOptions options, Predicate<String> wanted) {
    return libraries.stream()
        .flatMap(
            library -> {
              try {
                return device
                    .call(() -> library.algorithms(new LibraryRequest(spec, options, wanted)))
                    .stream();
              } catch (DeviceException e) {
                log.accept(
                    library.version() + " does without " + spec.name() + ": " + e.getMessage());
                return Stream.empty();
              }
            });
  }

  private Optional<Candidate> biased(
      Convolution bare, Algorithm algorithm, PrepareOptions options) {
    Executable product = executable(bare, algorithm, options);
    Decomposition steps = thenBias(bare);
    Optional<Executable> addition = kernels.prepare(steps.steps().get(1).spec(), options);
    if (addition.isEmpty()) {
      product.close();
    }
    Convolution biased = new Convolution(bare.geometry(), true, bare.mode());
    return addition.map(
        each ->
            new Candidate(
                algorithm.name() + THEN_BIAS,
                new StepsExecutable(biased, steps, List.of(product, each))));
  }

  private static Decomposition thenBias(Convolution bare) {
    ConvolutionGeometry geometry = bare.geometry();
    long images = geometry.batch();
    long positions = geometry.window().outputCount();
    Broadcast addition =
        switch (geometry.layout()) {
          case CHANNELS_FIRST ->
              Broadcast.alongMiddle(BinaryFunction.ADD, images, geometry.outputs(), positions);
          case CHANNELS_LAST ->
              Broadcast.alongMiddle(BinaryFunction.ADD, images * positions, geometry.outputs(), 1);
        };
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref y = steps.operand(3);
    return steps
        .step(bare, steps.operand(0), steps.operand(1), y)
        .step(addition, y, steps.operand(2), y)
        .build();
  }

  private Executable executable(OpSpec spec, Algorithm algorithm, PrepareOptions options) {
    long workspace = Math.max(algorithm.workspaceBytes(), kernelWorkspace(spec));
    PrepareOptions within = new PrepareOptions(workspace, options.deterministic());
    LibraryExecutable executable =
        new LibraryExecutable(
            device,
            spec,
            algorithm,
            workspace,
            () -> kernels.prepare(spec, within).orElseThrow(() -> unaligned(spec, workspace)),
            open::remove);
    open.add(executable);
    return executable;
  }

  private static DeviceException unaligned(OpSpec spec, long workspace) {
    return new DeviceException(
        spec.name()
            + ": operands lie at addresses that are no multiples of "
            + Algorithm.ALIGNMENT
            + ", and no kernel takes them with "
            + workspace
            + " bytes of workspace: "
            + spec);
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(Executable::close);
    libraries.forEach(library -> device.run(library::close));
  }

  /** Kernels compute all but this without any; they turn its weights first. */
  private static long kernelWorkspace(OpSpec spec) {
    return spec instanceof ConvolutionBackwardData gradient
        ? gradient.geometry().weightCount() * Float.BYTES
        : 0;
  }
}
