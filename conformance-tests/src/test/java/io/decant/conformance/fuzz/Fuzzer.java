package io.decant.conformance.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives a reader damaged files for some time. Each must be read, or refused with an exception of
 * the reader's own and a message of one line, within {@link #LIMIT} and without much more memory
 * than the file is long. What makes the reader take a way that it had not taken (known by where it
 * refuses, and why) is damaged further. Used by one thread.
 */
final class Fuzzer {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LONGEST_FILE = 1 << 18;
  private static final int MOST_SEEDS = 5000;

  /** What one file may cost, beside {@link #BYTES_PER_BYTE} for each of its bytes. */
  private static final long BYTES_PER_FILE = 64L << 20;

  private static final long BYTES_PER_BYTE = 1000;

  /** Reads a file; returns nothing, so that all it does is to be read or refused. */
  interface Reader {
    void read(Path file) throws IOException;
  }

  private final Class<? extends Exception> refusal;
  private final Reader reader;
  private final List<byte[]> seeds;
  private final Mutator mutator;
  private final Random random;
  private final Set<String> ways = new HashSet<>();
  private long read;
  private long refused;
  private long mostBytes;

  /**
   * Creates a fuzzer.
   *
   * @param seeds whole files
   * @param words what such files are made of
   * @param refusal what the reader throws when it does not like a file
   */
  Fuzzer(
      List<byte[]> seeds,
      List<String> words,
      Class<? extends Exception> refusal,
      long seed,
      Reader reader) {
    this.seeds = new ArrayList<>(seeds);
    this.refusal = refusal;
    this.reader = reader;
    this.random = new Random(seed);
    this.mutator =
        new Mutator(
            random,
            words.stream().map(word -> word.getBytes(StandardCharsets.ISO_8859_1)).toList());
  }

  /**
   * Runs, and returns how it went.
   *
   * @param file where each damaged file is put; the last one stays when something is wrong
   * @throws AssertionError when a file was neither read nor refused
   */
  String run(Path file, Duration time) throws IOException, InterruptedException {
    ExecutorService worker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "fuzzed reader");
              thread.setDaemon(true);
              return thread;
            });
    try {
      int whole = seeds.size();
      for (int i = 0; i < whole; i++) {
        attempt(worker, file, seeds.get(i));
      }
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        byte[] seed = seeds.get(random.nextInt(seeds.size()));
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        byte[] damaged = mutator.mutate(seed, other, LONGEST_FILE);
        if (attempt(worker, file, damaged) && seeds.size() < MOST_SEEDS) {
          seeds.add(damaged);
        }
      }
      Files.deleteIfExists(file);
    } finally {
      worker.shutdownNow();
    }
    return "%,d files: %,d read, %,d refused in %,d ways; at most %,d bytes allocated for one"
        .formatted(read + refused, read, refused, ways.size(), mostBytes);
  }

  /** Returns how many files were read. */
  long read() {
    return read;
  }

  /** Returns how many files were refused. */
  long refused() {
    return refused;
  }

  /** Returns whether the reader did something new. */
  private boolean attempt(ExecutorService worker, Path file, byte[] bytes)
      throws IOException, InterruptedException {
    Files.write(file, bytes);
    Future<String> result = worker.submit(() -> read(file, bytes.length));
    try {
      return ways.add(result.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw new AssertionError(file + " is not done with after " + LIMIT, e);
    } catch (ExecutionException e) {
      throw new AssertionError(file + " is neither read nor refused", e.getCause());
    }
  }

  private String read(Path file, int length) throws IOException {
    long before = allocated();
    String way = "";
    try {
      reader.read(file);
      read++;
    } catch (Exception e) {
      if (!refusal.isInstance(e)) {
        throw e;
      }
      String message = String.valueOf(e.getMessage());
      if (message.isBlank() || message.lines().count() != 1) {
        throw new AssertionError("an error of other than one line: '" + message + "'", e);
      }
      refused++;
      way = way(e);
    }
    long bytes = allocated() - before;
    mostBytes = Math.max(mostBytes, bytes);
    if (bytes > BYTES_PER_FILE + BYTES_PER_BYTE * length) {
      throw new AssertionError(bytes + " bytes were allocated for a file of " + length);
    }
    return way;
  }

  /** Tells refusals apart: by where each cause was thrown. */
  private static String way(Throwable refusal) {
    StringBuilder way = new StringBuilder();
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      StackTraceElement[] trace = cause.getStackTrace();
      for (int i = 0; i < Math.min(6, trace.length); i++) {
        way.append(trace[i].getClassName()).append(trace[i].getLineNumber());
      }
    }
    return way.toString();
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
