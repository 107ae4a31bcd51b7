package io.decant.conformance.mutant;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.View;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.op.TensorSpec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * On devices of certain names, a memory manager that copies what operators are about to write to
 * the host, and waits for nothing, as an eviction with a missing event would. The copies are thrown
 * away, so that no result shows it. On all other devices, the manager that the engine would have
 * found.
 */
public final class PeekingMemoryProvider implements MemoryManagerProvider {
  /** The name of the devices that are peeked at. */
  static final String DEVICE = "peeked at";

  /** The name of the devices that are peeked at while blocks come and go. */
  static final String MANAGED_DEVICE = "peeked at while managed";

  private static final int BUFFER = 1 << 16;

  @Override
  public String name() {
    return "peeking";
  }

  @Override
  public boolean serves(MemoryOptions options) {
    return !others(options).isEmpty();
  }

  @Override
  public MemoryManager open(MemoryContext context) {
    MemoryManager manager = others(context.options()).get(0).open(context);
    String name = context.device().info().name();
    boolean managed = context.options().largeModelSupport().enabled();
    return name.equals(DEVICE) || (name.equals(MANAGED_DEVICE) && managed)
        ? peeking(manager, context.streams().copyOut())
        : manager;
  }

  private static List<MemoryManagerProvider> others(MemoryOptions options) {
    List<MemoryManagerProvider> others = new ArrayList<>();
    for (MemoryManagerProvider provider : ServiceLoader.load(MemoryManagerProvider.class)) {
      if (!(provider instanceof PeekingMemoryProvider) && provider.serves(options)) {
        others.add(provider);
      }
    }
    return others;
  }

  private static MemoryManager peeking(MemoryManager inner, DeviceStream stream) {
    HostMemory buffer = HostMemory.allocate(BUFFER);
    ResidencyManager residency =
        (ResidencyManager)
            Proxy.newProxyInstance(
                PeekingMemoryProvider.class.getClassLoader(),
                new Class<?>[] {ResidencyManager.class},
                (proxy, method, arguments) -> {
                  Object result = call(method, inner.residency(), arguments);
                  if (method.getName().equals("lease")) {
                    for (Object access : (List<?>) arguments[0]) {
                      peek((Lease) result, (BlockAccess) access, stream, buffer);
                    }
                  }
                  return result;
                });
    return (MemoryManager)
        Proxy.newProxyInstance(
            PeekingMemoryProvider.class.getClassLoader(),
            new Class<?>[] {MemoryManager.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("residency")) {
                return residency;
              }
              Object result = call(method, inner, arguments);
              if (method.getName().equals("close")) {
                stream.synchronize();
                buffer.close();
              }
              return result;
            });
  }

  private static void peek(
      Lease lease, BlockAccess access, DeviceStream stream, HostMemory buffer) {
    Block block = access.block();
    long words = Math.min(BUFFER, block.bytes()) / 4;
    if (access.writes() && words > 0) {
      View view = lease.view(new Region(block, 0, TensorSpec.float32(words)));
      stream.download(view.slab(), view.offset(), buffer, 0, CopyShape.bytes(4 * words));
    }
  }

  private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
