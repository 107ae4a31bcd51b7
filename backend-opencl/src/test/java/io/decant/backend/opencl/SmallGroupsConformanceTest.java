package io.decant.backend.opencl;

import io.decant.conformance.rules.CompositeValueContract;
import io.decant.conformance.rules.MandatoryValueContract;
import io.decant.conformance.rules.OperatorContract;
import io.decant.spi.device.BackendProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Operators keep their rules on a device whose work groups have 8 work items at most. */
class SmallGroupsConformanceTest
    implements OperatorContract, MandatoryValueContract, CompositeValueContract {
  @BeforeAll
  static void limit() {
    System.setProperty(DeviceTraits.LARGEST_GROUP, "8");
  }

  @AfterAll
  static void noLimit() {
    System.clearProperty(DeviceTraits.LARGEST_GROUP);
  }

  @Override
  public BackendProvider provider() {
    return new OpenClBackendProvider();
  }

  @Override
  public boolean deviceRequired() {
    return false;
  }

  @Override
  public int randomCases() {
    return Boolean.getBoolean("decant.full") ? 200 : 3;
  }
}
