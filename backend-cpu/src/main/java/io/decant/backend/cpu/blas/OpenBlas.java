package io.decant.backend.cpu.blas;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS, with one thread of its own: the workers are ours, so that the order of sums does not
 * depend on their number. That, and symbols that are global, is what is done to the whole process.
 */
final class OpenBlas implements Blas {
  /** Kernel sets with products that skip packing, measured to pay up to a million multiply-adds. */
  private static final Set<String> SMALL_PRODUCT_CORES =
      Set.of("SKYLAKEX", "COOPERLAKE", "SAPPHIRERAPIDS");

  private static final long SMALL_PRODUCT_LIMIT = 1_000_000;

  private final ThreadLocal<Operands> operands = ThreadLocal.withInitial(Operands::new);
  private final String core;

  private OpenBlas(String core) {
    this.core = core;
  }

  /**
   * Loads the library.
   *
   * @throws LinkageError when it cannot be loaded
   */
  static OpenBlas load() {
    return new OpenBlas(OpenBlasLibrary.load());
  }

  /** Returns the name of the processor family whose kernels OpenBLAS chose, or "unknown". */
  String core() {
    return core;
  }

  @Override
  public long smallProductLimit() {
    return SMALL_PRODUCT_CORES.contains(core) ? SMALL_PRODUCT_LIMIT : 0;
  }

  @Override
  public void multiply(
      Product product,
      Region a,
      long atA,
      Region b,
      long atB,
      float beta,
      Region c,
      long atC,
      Scratch scratch) {
    Operands own = operands.get();
    if (product.m() == 1 && !isRowOfDots(product)) {
      own.a.at(a.address(atA, product.extentA()));
      own.b.at(b.address(atB, product.extentB()));
      own.c.at(c.address(atC, product.extentC()));
      multiplyRow(product, own, beta);
      return;
    }
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        product.transA() ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        product.transB() ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        product.m(),
        product.n(),
        product.k(),
        product.alpha(),
        own.a.at(a.address(atA, product.extentA())),
        product.lda(),
        own.b.at(b.address(atB, product.extentB())),
        product.ldb(),
        beta,
        own.c.at(c.address(atC, product.extentC())),
        product.ldc());
  }

  /**
   * Returns whether this is one row times rows of B that takes the path without packing: it reads
   * more rows at once than a product with a vector does, which suits the memory better.
   */
  private boolean isRowOfDots(Product product) {
    return product.transB()
        && !product.transA()
        && (long) product.n() * product.k() <= smallProductLimit();
  }

  /** One row times B: B is read once, and nothing is packed. */
  private static void multiplyRow(Product product, Operands own, float beta) {
    boolean dots = product.transB();
    openblas_nolapack.cblas_sgemv(
        openblas_nolapack.CblasRowMajor,
        dots ? openblas_nolapack.CblasNoTrans : openblas_nolapack.CblasTrans,
        dots ? product.n() : product.k(),
        dots ? product.k() : product.n(),
        product.alpha(),
        own.b,
        product.ldb(),
        own.a,
        product.transA() ? product.lda() : 1,
        beta,
        own.c,
        1);
  }

  /** Pointers that are moved from product to product, so that a call makes no garbage. */
  private static final class Operands {
    private final Address a = new Address();
    private final Address b = new Address();
    private final Address c = new Address();
  }

  private static final class Address extends FloatPointer {
    Address() {
      super((Pointer) null);
    }

    Address at(long target) {
      address = target;
      return this;
    }
  }
}
