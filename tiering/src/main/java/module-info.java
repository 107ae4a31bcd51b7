/** Device memory as a cache of host memory. */
module io.decant.tiering {
  requires io.decant.spi;

  uses io.decant.spi.memory.PlannerProvider;

  provides io.decant.spi.memory.MemoryManagerProvider with
      io.decant.tiering.TieredMemoryManagerProvider;
  provides io.decant.spi.memory.PlannerProvider with
      io.decant.tiering.HybridPlannerProvider,
      io.decant.tiering.LruPlannerProvider;
}
