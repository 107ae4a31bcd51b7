package io.decant.backend.cpu.blas;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import java.util.concurrent.CompletableFuture;

/** A library that may still be loading; the first use waits for it. */
final class DeferredBlas implements Blas {
  private final CompletableFuture<Blas> loaded;

  DeferredBlas(CompletableFuture<Blas> loaded) {
    this.loaded = loaded;
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
    loaded.join().multiply(product, a, atA, b, atB, beta, c, atC, scratch);
  }

  @Override
  public long smallProductLimit() {
    return loaded.join().smallProductLimit();
  }
}
