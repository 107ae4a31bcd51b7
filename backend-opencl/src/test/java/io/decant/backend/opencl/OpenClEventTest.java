package io.decant.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceSlab;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_event;
import org.junit.jupiter.api.Test;

class OpenClEventTest {
  /** A fill waits for an event that ends in an error, so it fails after it was enqueued. */
  @Test
  void workThatFailsLaterSurfacesAtTheWait() throws InterruptedException {
    cl_event[] failing = new cl_event[1];
    cl_event fill = new cl_event();
    try (OpenClDevice device = OpenClDevices.open(KitContext.unlimited());
        DeviceSlab slab = device.allocate(64)) {
      OpenClStream stream = (OpenClStream) device.newStream();
      stream.enqueue(
          "fill",
          queue -> {
            failing[0] = CL.clCreateUserEvent(context(queue), null);
            return CL.clEnqueueFillBuffer(
                queue,
                device.own(slab).acquire(),
                Pointer.to(new int[1]),
                Integer.BYTES,
                0,
                64,
                1,
                failing,
                fill);
          });
      device.own(slab).release();
      CountDownLatch completed = new CountDownLatch(1);
      DeviceEvent event = stream.record();
      event.onCompletion(completed::countDown);
      CL.clSetUserEventStatus(failing[0], CL.CL_OUT_OF_RESOURCES);
      DeviceException failure = assertThrows(DeviceException.class, event::synchronize);
      assertTrue(failure.getMessage().startsWith(device.name() + ": "), failure.getMessage());
      assertTrue(failure.getCause() instanceof CLException, "the native status is the cause");
      assertTrue(event.isDone());
      assertTrue(completed.await(1, TimeUnit.MINUTES), "completions run after failures, too");
      event.close();
      CL.clReleaseEvent(fill);
      CL.clReleaseEvent(failing[0]);
    }
  }

  @Test
  void aClosedEventIsRefused() {
    try (OpenClDevice device = OpenClDevices.open(KitContext.unlimited())) {
      OpenClStream stream = (OpenClStream) device.newStream();
      DeviceEvent event = stream.record();
      event.close();
      event.close();
      for (Runnable use :
          new Runnable[] {
            event::isDone,
            event::synchronize,
            () -> stream.await(event),
            () -> event.onCompletion(() -> {}),
            () -> event.nanosSince(event)
          }) {
        assertEquals(
            "the event was closed",
            assertThrows(IllegalStateException.class, use::run).getMessage());
      }
    }
  }

  private static cl_context context(cl_command_queue queue) {
    cl_context context = new cl_context();
    CL.clGetCommandQueueInfo(
        queue, CL.CL_QUEUE_CONTEXT, Sizeof.cl_context, Pointer.to(context), null);
    return context;
  }
}
