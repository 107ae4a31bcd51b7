/** Device memory as a cache of host memory. */
module io.decant.tiering {
  requires io.decant.spi;
  requires static jdk.jfr;
  requires jdk.unsupported;

  uses io.decant.spi.memory.TierProvider;

  provides io.decant.spi.memory.MemoryManagerProvider with
      io.decant.tiering.TieredMemoryManagerProvider;
  provides io.decant.spi.memory.PlannerProvider with
      io.decant.tiering.HybridPlannerProvider,
      io.decant.tiering.IbmPlannerProvider,
      io.decant.tiering.LruPlannerProvider,
      io.decant.tiering.SwapPlannerProvider;
  provides io.decant.spi.memory.TierProvider with
      io.decant.tiering.tier.PinnedTierProvider,
      io.decant.tiering.tier.HostTierProvider,
      io.decant.tiering.tier.FileTierProvider;
}
