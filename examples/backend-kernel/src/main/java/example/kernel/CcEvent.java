package example.kernel;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.support.Owned;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A point in a stream.
 *
 * @param owner the device
 * @param reached completed with the time when the stream gets there, or with its failure
 */
record CcEvent(CcDevice owner, CompletableFuture<Long> reached) implements DeviceEvent, Owned {
  @Override
  public boolean isDone() {
    return reached.isDone();
  }

  @Override
  public void synchronize() {
    nanos();
  }

  private long nanos() {
    try {
      return reached.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      throw new DeviceException(String.valueOf(cause.getMessage()), cause);
    }
  }

  @Override
  public long nanosSince(DeviceEvent earlier) {
    CcEvent other = owner.own(earlier);
    if (!isDone() || !other.isDone()) {
      throw new IllegalStateException("one of the events is not done");
    }
    return nanos() - other.nanos();
  }

  @Override
  public void onCompletion(Runnable action) {
    reached.whenComplete((nanos, failure) -> owner.complete(action));
  }

  @Override
  public void close() {}
}
