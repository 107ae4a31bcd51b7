package io.decant.data.layer;

import io.decant.api.layer.DataShare;
import io.decant.data.files.ImageFiles;
import io.decant.data.files.ImageList;
import io.decant.data.image.Colours;
import io.decant.data.image.Image;
import io.decant.data.image.Resize;
import io.decant.data.transform.Draws;
import io.decant.proto.caffe.ImageDataParameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The images that a list names, in its order or shuffled anew in each round. */
final class ImageFileSequence implements ImageSequence {
  /** The number whose draws decide how many images are passed over at the start. */
  private static final long START = -1;

  private final ImageList list;
  private final ImageDataParameter parameter;
  private final Function<String, Path> resolve;
  private final DataShare share;
  private long seed;
  private @Nullable RowOrder order;

  /**
   * Creates a sequence.
   *
   * @param resolve finds a file by its name
   */
  ImageFileSequence(
      ImageList list,
      ImageDataParameter parameter,
      Function<String, Path> resolve,
      DataShare share,
      long seed) {
    this.list = list;
    this.parameter = parameter;
    this.resolve = resolve;
    this.share = share;
    this.seed = seed;
  }

  @Override
  public long cycle() {
    return list.size();
  }

  @Override
  public void reseed(long newSeed) {
    seed = newSeed;
  }

  @Override
  public void seek(long record) {
    int most = parameter.getRandSkip();
    int passed = most == 0 ? 0 : Draws.of(seed, START).nextInt(most);
    long place = passed + share.global(record);
    order = new RowOrder(new int[] {list.size()}, parameter.getShuffle(), seed, place);
  }

  @Override
  public LabelledImage next() {
    RowOrder now = Objects.requireNonNull(order, "not sent to an image yet");
    int row = now.row();
    now.next(share.count());
    return new Undecoded(row);
  }

  @Override
  public boolean isEncoded() {
    return true;
  }

  /** An image of the list. */
  private final class Undecoded implements LabelledImage {
    private final int row;

    Undecoded(int row) {
      this.row = row;
    }

    private Path file() {
      return resolve.apply(parameter.getRootFolder() + list.path(row));
    }

    @Override
    public Object where() {
      return ImageFiles.named(file(), list.where(row));
    }

    @Override
    public Decoded decode() throws IOException {
      Colours colours = parameter.getIsColor() ? Colours.COLOUR : Colours.GRAY;
      Image image = ImageFiles.read(file(), list.where(row), colours);
      int height = parameter.getNewHeight();
      if (height > 0) {
        image = Resize.to(image, height, parameter.getNewWidth());
      }
      return new Decoded(image, list.labels(row));
    }
  }
}
