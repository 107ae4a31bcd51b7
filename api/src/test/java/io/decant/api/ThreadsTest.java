package io.decant.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.net.Net;
import io.decant.api.solver.Solver;
import io.decant.api.spec.NetSpec;
import io.decant.api.spec.Top;
import io.decant.proto.caffe.FillerParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.SolverParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Devices, solvers and nets of several threads do not know of each other. */
class ThreadsTest {
  private static final int THREADS = 3;

  private static SolverParameter parameter(int seed) {
    NetSpec net = new NetSpec("random");
    FillerParameter gaussian = FillerParameter.newBuilder().setType("gaussian").build();
    Top data =
        net.layer(
                "DummyData",
                l -> {
                  l.getDummyDataParamBuilder().addDataFiller(gaussian);
                  l.getDummyDataParamBuilder()
                      .addShapeBuilder()
                      .addAllDim(List.of(4L, 2L, 12L, 12L));
                })
            .named("data");
    Top target =
        net.layer(
                "DummyData",
                l -> l.getDummyDataParamBuilder().addShapeBuilder().addDim(4).addDim(3))
            .named("target");
    data.convolution(6, 3).relu().dropout(0.3).innerProduct(3).named("ip").euclideanLoss(target);
    return SolverParameter.newBuilder()
        .setNetParam(net.toProto())
        .setBaseLr(0.01f)
        .setMomentum(0.9f)
        .setLrPolicy("fixed")
        .setRandomSeed(seed)
        .build();
  }

  private static float[] train(int seed) {
    try (Decant decant = Decant.open();
        Solver solver = decant.solver(parameter(seed)).build()) {
      assertTrue(solver.step(20));
      return solver.net().parameter("ip", 0).data();
    }
  }

  @Test
  void runsInThreadsGiveTheBitsOfRunsAlone() throws Exception {
    List<float[]> alone = new ArrayList<>();
    for (int seed = 0; seed < THREADS; seed++) {
      alone.add(train(seed));
    }
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<float[]>> runs = new ArrayList<>();
      for (int seed = 0; seed < THREADS; seed++) {
        int own = seed;
        runs.add(
            pool.submit(
                () -> {
                  start.await(60, TimeUnit.SECONDS);
                  return train(own);
                }));
      }
      for (int seed = 0; seed < THREADS; seed++) {
        assertArrayEquals(alone.get(seed), runs.get(seed).get(120, TimeUnit.SECONDS));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void severalNetsOfADeviceTakeTurns() {
    NetSpec twice = new NetSpec("twice");
    twice.input("x", 1, 2).then("Power", l -> l.getPowerParamBuilder().setScale(2)).named("y");
    NetSpec square = new NetSpec("square");
    square.input("x", 1, 2).then("Power", l -> l.getPowerParamBuilder().setPower(2)).named("y");
    try (Decant decant = Decant.open();
        Net first = decant.net(twice.toProto()).phase(Phase.TEST).build();
        Net second = decant.net(square.toProto()).phase(Phase.TEST).build()) {
      for (int i = 1; i < 4; i++) {
        float[] x = {i, -i};
        assertArrayEquals(new float[] {2 * i, -2 * i}, first.forward(Map.of("x", x)).get("y"));
        assertArrayEquals(new float[] {i * i, i * i}, second.forward(Map.of("x", x)).get("y"));
      }
    }
  }

  @Test
  void aNetMayMoveFromThreadToThread() throws Exception {
    NetSpec twice = new NetSpec("twice");
    twice.input("x", 1, 2).then("Power", l -> l.getPowerParamBuilder().setScale(2)).named("y");
    try (Decant decant = Decant.open();
        Net net = decant.net(twice.toProto()).phase(Phase.TEST).build()) {
      for (int i = 1; i < 4; i++) {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
          float[] x = {i, i};
          float[] y = other.submit(() -> net.forward(Map.of("x", x)).get("y")).get();
          assertEquals(2 * i, y[0]);
        } finally {
          other.shutdown();
        }
      }
    }
  }
}
