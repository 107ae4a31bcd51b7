package io.decant.backend.opencl.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;

/** Asks a device for what it is. */
public final class DeviceQuery {
  private final cl_device_id device;
  private final String name;

  /** Asks this device. */
  public DeviceQuery(cl_device_id device) {
    this.device = device;
    this.name = text(CL.CL_DEVICE_NAME, "an OpenCL device");
  }

  /** Returns the device. */
  public cl_device_id device() {
    return device;
  }

  /** Returns the name that its vendor gave it. */
  public String name() {
    return name;
  }

  /** Returns a text. */
  public String text(int parameter) {
    return text(parameter, name);
  }

  /** Returns a number of 1, 4 or 8 bytes; of several, the first. */
  public long number(int parameter) {
    return number(raw(parameter, name));
  }

  /** Returns a number, or the fallback where this device does not know the parameter. */
  public long numberOr(int parameter, long fallback) {
    long[] size = new long[1];
    int status = CL.clGetDeviceInfo(device, parameter, 0, null, size);
    return status == CL.CL_SUCCESS && size[0] > 0 ? number(parameter) : fallback;
  }

  private static long number(byte[] raw) {
    ByteBuffer bytes = ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder());
    return raw.length >= Long.BYTES
        ? bytes.getLong()
        : raw.length >= Integer.BYTES ? Integer.toUnsignedLong(bytes.getInt()) : bytes.get();
  }

  private String text(int parameter, String asker) {
    return new String(raw(parameter, asker), StandardCharsets.UTF_8).replace("\0", "").trim();
  }

  private byte[] raw(int parameter, String asker) {
    String operation = "clGetDeviceInfo " + CL.stringFor_cl_device_info(parameter);
    long[] size = new long[1];
    Status.check(CL.clGetDeviceInfo(device, parameter, 0, null, size), asker, operation);
    byte[] raw = new byte[Math.toIntExact(size[0])];
    Status.check(
        CL.clGetDeviceInfo(device, parameter, raw.length, Pointer.to(raw), null), asker, operation);
    return raw;
  }
}
