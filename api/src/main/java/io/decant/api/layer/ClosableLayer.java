package io.decant.api.layer;

/** A layer that holds something to close when its net is closed, such as files or threads. */
public interface ClosableLayer extends Layer, AutoCloseable {
  /** Closes what the layer holds. Harmless when closed already. */
  @Override
  void close();
}
