package io.decant.backend.cpu.blas;

import io.decant.spi.device.BackendContext;
import io.decant.spi.support.JavaCppFolder;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Chooses and loads the library for matrix products, and says which one it is. */
public final class BlasLoader {
  private static final String BLAS = "decant.cpu.blas";

  private BlasLoader() {}

  /**
   * Starts to load the library on a thread of its own, because that takes longer than anything else
   * at start-up, and returns what waits for it on first use.
   *
   * @param context configuration, cache folder and listener
   * @param threads number of threads that will compute, for the log
   * @throws IllegalArgumentException when the configuration asks for something unknown
   */
  public static Blas start(BackendContext context, int threads) {
    String wanted = context.property(BLAS).orElse("openblas");
    if (!wanted.equals("openblas") && !wanted.equals("java")) {
      throw new IllegalArgumentException(
          BLAS + " is '" + wanted + "'; 'openblas' or 'java' is needed");
    }
    CompletableFuture<Blas> loaded = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                loaded.complete(load(wanted, context, threads));
              } catch (Throwable e) {
                loaded.completeExceptionally(e);
              }
            },
            "decant-cpu-blas-loader");
    thread.setDaemon(true);
    thread.start();
    return new DeferredBlas(loaded);
  }

  private static Blas load(String wanted, BackendContext context, int threads) {
    String cores = threads + (threads == 1 ? " thread" : " threads");
    if (wanted.equals("java")) {
      context.listener().info("cpu: " + cores + ", matrix products in plain Java");
      return new PlainBlas();
    }
    try {
      String cache = JavaCppFolder.prepare(context);
      OpenBlas blas = OpenBlas.load();
      context
          .listener()
          .info(
              "cpu: "
                  + cores
                  + ", BLAS kernel: "
                  + blas.core()
                  + ", BLAS threads: 1, natives in "
                  + cache);
      return blas;
    } catch (IOException | RuntimeException | LinkageError e) {
      context
          .listener()
          .warning(
              "cpu: OpenBLAS cannot be loaded ("
                  + e
                  + "); matrix products run in plain Java, about ten times slower. Put the jars"
                  + " org.bytedeco:openblas and org.bytedeco:javacpp with the classifier of this"
                  + " platform on the class path, or set "
                  + BLAS
                  + "=java to be spared this warning.");
      return new PlainBlas();
    }
  }
}
