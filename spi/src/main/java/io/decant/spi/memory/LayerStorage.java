package io.decant.spi.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the blobs of one layer are. A planner that thinks in layers needs it; operators alone do
 * not tell a bottom from what a layer keeps for itself, and layers without operators leave none.
 *
 * @param <S> {@link Value} while a program is emitted, {@link Block} in a program
 * @param layer the layer, as its operators name it
 * @param type its type, for instance {@code Convolution}
 * @param inPlace whether its only top has the name of its only bottom
 * @param backward whether it takes part in the backward pass
 * @param bottoms what it reads, in its order
 * @param tops what it makes, in its order; a top that is a view, or computed in place, has the
 *     storage of a bottom
 * @param parameters what it learns, in its order
 */
public record LayerStorage<S>(
    String layer,
    String type,
    boolean inPlace,
    boolean backward,
    List<Blob<S>> bottoms,
    List<Blob<S>> tops,
    List<Blob<S>> parameters) {
  /** Copies the lists. */
  public LayerStorage {
    bottoms = List.copyOf(bottoms);
    tops = List.copyOf(tops);
    parameters = List.copyOf(parameters);
  }

  /**
   * Where one blob is.
   *
   * @param data its values; null when no operator touches them
   * @param diff its gradient; null when there is none
   */
  public record Blob<S>(@Nullable S data, @Nullable S diff) {
    /** Returns what there is: data, then diff. */
    public List<S> storage() {
      List<S> storage = new ArrayList<>();
      if (data != null) {
        storage.add(data);
      }
      if (diff != null) {
        storage.add(diff);
      }
      return storage;
    }
  }

  /** Returns whether its only top really has the place of its only bottom. */
  public boolean worksInPlace() {
    S bottom = inPlace ? bottoms.get(0).data() : null;
    return bottom != null && bottom.equals(tops.get(0).data());
  }

  /** Returns the same for other storage. */
  <T> LayerStorage<T> map(Function<S, @Nullable T> storage) {
    return new LayerStorage<>(
        layer,
        type,
        inPlace,
        backward,
        map(bottoms, storage),
        map(tops, storage),
        map(parameters, storage));
  }

  private static <S, T> List<Blob<T>> map(List<Blob<S>> blobs, Function<S, @Nullable T> storage) {
    return blobs.stream().map(blob -> map(blob, storage)).toList();
  }

  private static <S, T> Blob<T> map(Blob<S> blob, Function<S, @Nullable T> storage) {
    S data = blob.data();
    S diff = blob.diff();
    return new Blob<>(
        data == null ? null : storage.apply(data), diff == null ? null : storage.apply(diff));
  }
}
