package io.decant.backend.cuda.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.backend.cuda.library.Algorithm;
import io.decant.backend.cuda.library.LibraryRequest;
import io.decant.backend.cuda.library.MathLibrary;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasuredOperatorsTest {
  private static final Gemm LARGE = Gemm.dense(256, 256, 256, false, false, 1, 0);
  private static final Gemm SMALL = Gemm.dense(255, 256, 256, false, false, 1, 0);
  private static final long KERNELS_NANOS = 50;

  private final Map<String, Choices.Choice> remembered = new HashMap<>();
  private final List<FakeAlgorithm> made = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final FakeExecutable kernels = new FakeExecutable();
  private List<String> offered = List.of("a", "b");
  private long libraryNanos = 40;
  private int trials;
  private boolean full;

  @Test
  void theFasterOneServesAndIsRemembered() {
    assertEquals(List.of("a"), served(LARGE));
    assertEquals(List.of(new Choices.Choice("a", 40)), List.copyOf(remembered.values()));
    assertEquals(1, kernels.closed);
    assertTrue(made.get(1).closed, "the loser");
    made.clear();
    assertEquals(List.of("a"), served(LARGE));
    assertEquals(1, made.size(), "only what was chosen is prepared");
    assertEquals(1, trials);
  }

  @Test
  void kernelsThatWinServeToday() {
    libraryNanos = 60;
    Optional<Executable> executable = operators(Selection.FASTEST).prepare(LARGE, options());
    assertEquals(Optional.of(kernels), executable);
    assertEquals(Optional.empty(), operators(Selection.FASTEST).prepare(LARGE, options()));
    assertEquals(1, trials);
  }

  @Test
  void kernelsAreNotTriedOnMatrixUnits() {
    libraryNanos = 60;
    assertEquals(List.of("a"), served(LARGE.withMode(ComputeMode.TF32)));
    assertEquals(0, kernels.closed);
  }

  @Test
  void smallAndOtherOperatorsAreNotTried() {
    assertEquals(Optional.empty(), operators(Selection.FASTEST).prepare(SMALL, options()));
    OpSpec sum = Axpby.of(1 << 25, 1, 1);
    assertEquals(Optional.empty(), operators(Selection.FASTEST).prepare(sum, options()));
    assertEquals(0, trials);
    assertEquals(0, made.size());
  }

  @Test
  void optionsAreDifferentQuestions() {
    MeasuredOperators operators = operators(Selection.FASTEST);
    operators.prepare(LARGE, options());
    operators.prepare(LARGE, new PrepareOptions(0, true));
    operators.prepare(LARGE, new PrepareOptions(0, false));
    assertEquals(3, remembered.size());
  }

  @Test
  void aChoiceThatIsGoneIsMadeAnew() {
    served(LARGE);
    offered = List.of("c");
    assertEquals(List.of("c"), served(LARGE));
    assertEquals(2, trials);
    assertEquals(1, log.size(), log.toString());
  }

  @Test
  void withoutMemoryForATrialTheFirstProposalServesAndNothingIsRemembered() {
    full = true;
    assertEquals(List.of("a"), served(LARGE));
    assertEquals(Map.of(), remembered);
    assertTrue(made.get(1).closed, "the second proposal");
  }

  @Test
  void withoutRivalsThereIsNoTrial() {
    offered = List.of();
    assertEquals(Optional.of(kernels), operators(Selection.FASTEST).prepare(LARGE, options()));
    assertEquals(0, trials);
  }

  @Test
  void theLibrariesServeUntriedWhenAskedTo() {
    libraryNanos = 60;
    Optional<Executable> executable = operators(Selection.LIBRARIES).prepare(SMALL, options());
    assertTrue(executable.isPresent());
    assertFalse(made.get(0).closed);
    assertTrue(made.get(1).closed);
    assertEquals(0, trials);
  }

  @Test
  void timesAreThoseOfTheFastest() {
    MeasuredOperators operators = operators(Selection.FASTEST);
    assertEquals(OptionalDouble.of(40e-9), operators.seconds(LARGE, options()));
    assertEquals(OptionalDouble.of(40e-9), operators.seconds(LARGE, options()));
    assertEquals(OptionalDouble.empty(), operators.seconds(SMALL, options()));
    assertEquals(1, trials);
  }

  @Test
  void aConvolutionOfSamplesIsAlsoTriedAsAProduct() {
    offered = List.of();
    libraryNanos = 30;
    Optional<Executable> executable = operators(Selection.FASTEST).prepare(strided(), options());
    assertTrue(executable.orElseThrow() instanceof StepsExecutable);
    assertEquals(
        List.of(new Choices.Choice("product of samples", 30)), List.copyOf(remembered.values()));
    assertTrue(
        operators(Selection.FASTEST).prepare(strided(), options()).orElseThrow()
            instanceof StepsExecutable);
    assertEquals(1, trials);
  }

  private static Convolution strided() {
    List<Long> ones = List.of(1L, 1L);
    List<Long> none = List.of(0L, 0L);
    Window window = new Window(64, List.of(64L, 64L), ones, List.of(2L, 2L), none, none, ones);
    return new Convolution(
        new ConvolutionGeometry(8, 1, 64, 64, window), false, ComputeMode.FLOAT32);
  }

  @Test
  void closingReleasesWhatIsStillOpen() {
    MeasuredOperators operators = operators(Selection.FASTEST);
    Executable executable = operators.prepare(LARGE, options()).orElseThrow();
    operators.close();
    assertTrue(made.get(0).closed);
    executable.close();
  }

  private List<String> served(Gemm spec) {
    made.clear();
    assertTrue(operators(Selection.FASTEST).prepare(spec, options()).isPresent());
    return made.stream().filter(each -> !each.closed).map(FakeAlgorithm::name).toList();
  }

  private static PrepareOptions options() {
    return PrepareOptions.DEFAULT;
  }

  private MeasuredOperators operators(Selection selection) {
    Candidates candidates =
        new Candidates(new FakeDevice(), List.of(library()), ownKernels(), log::add);
    return new MeasuredOperators(
        candidates, selection, choices(), (spec, workspace) -> trial(), log::add);
  }

  private Preparation ownKernels() {
    return new Preparation() {
      @Override
      public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
        return Optional.of(kernels);
      }

      @Override
      public boolean offers(OpSpec spec, PrepareOptions options) {
        return true;
      }
    };
  }

  private MathLibrary library() {
    return new MathLibrary() {
      @Override
      public String version() {
        return "library 1";
      }

      @Override
      public List<Algorithm> algorithms(LibraryRequest request) {
        List<Algorithm> algorithms = new ArrayList<>();
        for (String name : offered) {
          if (request.wanted().test(name)) {
            FakeAlgorithm algorithm = new FakeAlgorithm(name, 0);
            made.add(algorithm);
            algorithms.add(algorithm);
          }
        }
        return algorithms;
      }

      @Override
      public void close() {}
    };
  }

  private Trial trial() {
    if (full) {
      throw new DeviceException("no memory");
    }
    trials++;
    return new Trial() {
      @Override
      public long nanos(Executable executable, long best) {
        return executable == kernels ? KERNELS_NANOS : libraryNanos;
      }

      @Override
      public void close() {}
    };
  }

  private Choices choices() {
    return new Choices() {
      @Override
      public Optional<Choice> of(String question) {
        return Optional.ofNullable(remembered.get(question));
      }

      @Override
      public void remember(String question, Choice choice) {
        remembered.put(question, choice);
      }
    };
  }
}
