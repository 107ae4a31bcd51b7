package io.decant.tiering.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.decant.spi.memory.LinkRates;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedStreamsTest {
  private final TimedStreams streams = new TimedStreams(new LinkRates(1, 1, 1));

  @Test
  void streamsRunBesideEachOtherAndEachInOrder() {
    TimedTask first = streams.operator(2, List.of());
    TimedTask second = streams.operator(3, List.of());
    TimedTask copy = streams.copyOut(4, List.of());
    streams.run();
    assertEquals(2, first.end(), 1e-9);
    assertEquals(5, second.end(), 1e-9);
    assertEquals(4, copy.end(), 1e-9);
  }

  @Test
  void copiesBothWaysSlowEachOtherDown() {
    TimedTask out = streams.copyOut(4, List.of());
    TimedTask in = streams.copyIn(1, List.of());
    streams.run();
    assertEquals(2, in.end(), 1e-9, "at half its rate");
    assertEquals(5, out.end(), 1e-9, "at half its rate for two seconds");
  }

  /** Four seconds of an operator: one beside two copies, one beside one, and two alone. */
  @Test
  void copiesSlowOperatorsDown() {
    TimedStreams contended = new TimedStreams(new LinkRates(1, 1, 2, 0, 0.5));
    TimedTask operator = contended.operator(1 / 2.0 + 1 / 1.5 + 2, List.of());
    contended.copyOut(2, List.of());
    contended.copyIn(1, List.of());
    TimedTask behind = contended.copyIn(1, List.of(operator));
    contended.run();
    assertEquals(4, operator.end(), 1e-9);
    assertEquals(5, behind.end(), 1e-9);
    assertEquals(3, contended.beside(), 1e-9);
  }

  @Test
  void tasksWaitForOthersAndThoseBehindThemToo() {
    TimedTask operator = streams.operator(2, List.of());
    TimedTask out = streams.copyOut(1, List.of(operator));
    TimedTask in = streams.copyIn(1, List.of(out));
    TimedTask behind = streams.copyIn(1, List.of());
    TimedTask last = streams.operator(1, List.of(in));
    streams.run();
    assertEquals(3, out.end(), 1e-9);
    assertEquals(4, in.end(), 1e-9);
    assertEquals(5, behind.end(), 1e-9);
    assertEquals(5, last.end(), 1e-9);
  }

  @Test
  void whatCanNeverRunIsRefused() {
    TimedTask never = new TimedTask(1);
    streams.operator(1, List.of(never));
    assertThrows(IllegalStateException.class, streams::run);
  }
}
