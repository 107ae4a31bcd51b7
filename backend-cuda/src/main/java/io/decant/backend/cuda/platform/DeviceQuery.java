package io.decant.backend.cuda.platform;

import io.decant.backend.cuda.call.Result;
import java.nio.charset.StandardCharsets;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.JCudaDriver;

/** Asks a device for what it is. */
public final class DeviceQuery {
  private static final int LONGEST_NAME = 256;

  private final CUdevice device;
  private final String name;

  /** Asks the device of this number. */
  DeviceQuery(int number) {
    this.device = new CUdevice();
    String asker = "CUDA device " + number;
    Result.check(JCudaDriver.cuDeviceGet(device, number), asker, "cuDeviceGet");
    byte[] raw = new byte[LONGEST_NAME];
    Result.check(JCudaDriver.cuDeviceGetName(raw, raw.length, device), asker, "cuDeviceGetName");
    this.name = new String(raw, StandardCharsets.UTF_8).replace("\0", "").trim();
  }

  /** Returns the device. */
  public CUdevice device() {
    return device;
  }

  /** Returns the name that NVIDIA gave it. */
  public String name() {
    return name;
  }

  /** Returns its memory in bytes. */
  public long memoryBytes() {
    long[] bytes = new long[1];
    Result.check(JCudaDriver.cuDeviceTotalMem(bytes, device), name, "cuDeviceTotalMem");
    return bytes[0];
  }

  /** Returns a number: one of {@link CUdevice_attribute}. */
  public int number(int attribute) {
    int[] value = new int[1];
    Result.check(
        JCudaDriver.cuDeviceGetAttribute(value, attribute, device),
        name,
        "cuDeviceGetAttribute " + CUdevice_attribute.stringFor(attribute));
    return value[0];
  }

  /** Returns the compute capability. */
  public Capability capability() {
    return new Capability(
        number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
        number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR));
  }
}
