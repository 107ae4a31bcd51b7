/** Device memory as a cache of host memory. */
module io.decant.tiering {
  requires io.decant.spi;

  provides io.decant.spi.memory.MemoryManagerProvider with
      io.decant.tiering.LruMemoryManagerProvider;
}
