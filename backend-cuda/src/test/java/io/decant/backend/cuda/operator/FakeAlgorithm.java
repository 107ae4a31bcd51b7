package io.decant.backend.cuda.operator;

import io.decant.backend.cuda.library.Algorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An algorithm that notes what it is asked. */
final class FakeAlgorithm implements Algorithm {
  final List<String> calls = new ArrayList<>();
  private final String name;
  private final long workspaceBytes;
  boolean closed;

  FakeAlgorithm(String name, long workspaceBytes) {
    this.name = name;
    this.workspaceBytes = workspaceBytes;
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
    calls.add(stream + " " + Arrays.toString(operands) + " " + workspace);
  }

  @Override
  public void close() {
    closed = true;
  }
}
