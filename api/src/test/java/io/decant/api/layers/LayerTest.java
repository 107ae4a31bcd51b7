package io.decant.api.layers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests of layers: small nets on one device, which stays open for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LayerTest {
  TestNets nets;

  @BeforeAll
  void open() {
    nets = new TestNets();
  }

  @AfterAll
  void close() {
    nets.close();
  }
}
