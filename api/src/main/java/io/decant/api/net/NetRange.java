package io.decant.api.net;

/**
 * Consecutive layers of a net, run apart from the others: pycaffe's {@code forward(start, end)} and
 * {@code backward(start, end)}. What they read is what the layers before them, or {@link
 * io.decant.api.blob.Blob#setData}, left there. After a run, a blob shows what the last layer of
 * the range left in it, also where a later layer would overwrite it in place. Used by the thread
 * that uses the net.
 *
 * <pre>{@code
 * NetSpec spec = new NetSpec("two");
 * spec.input("x", 1, 2).then("Power", layer -> layer.getPowerParamBuilder().setScale(2)).named("twice")
 *     .then("Power", layer -> layer.getPowerParamBuilder().setShift(1)).named("more");
 * try (Decant decant = Decant.open();
 *     Net net = decant.net(spec.toProto()).build()) {
 *   NetRange end = net.range("more", "more");
 *   net.blob("twice").setData(5, 6);
 *   end.forward();
 *   System.out.println(Arrays.toString(net.blob("more").data())); // [6.0, 7.0]
 * }
 * }</pre>
 */
public final class NetRange {
  private final NetPrograms programs;
  private final int first;
  private final int last;

  NetRange(NetPrograms programs, int first, int last) {
    this.programs = programs;
    this.first = first;
    this.last = last;
  }

  /** Runs the forward passes of its layers, from the first to the last. */
  public void forward() {
    programs.prepare();
    programs.forward(first, last);
  }

  /**
   * Runs the backward passes of its layers, from the last to the first. They start from what the
   * backward passes of the layers behind left; gradients of parameters are overwritten.
   */
  public void backward() {
    programs.prepare();
    programs.backward(first, last);
  }
}
