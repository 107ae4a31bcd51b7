package example.minimal;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A point in a stream.
 *
 * @param reached completed with the time when the stream gets there
 */
record MinimalEvent(CompletableFuture<Long> reached) implements DeviceEvent {
  @Override
  public boolean isDone() {
    return reached.isDone();
  }

  @Override
  public void synchronize() {
    time();
  }

  private long time() {
    try {
      return reached.join();
    } catch (CompletionException e) {
      throw new DeviceException("minimal: work on a stream failed: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public long nanosSince(DeviceEvent earlier) {
    if (!isDone() || !earlier.isDone()) {
      throw new IllegalStateException("one of the events is not done");
    }
    return time() - ((MinimalEvent) earlier).time();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // what an action throws is its own affair
  public void onCompletion(Runnable action) {
    reached.whenCompleteAsync((time, failure) -> action.run());
  }

  @Override
  public void close() {}
}
