package io.decant.data.layer;

import io.decant.api.layer.DataShare;
import io.decant.data.DataException;
import io.decant.data.files.ImageFiles;
import io.decant.data.image.Colours;
import io.decant.data.image.Image;
import io.decant.data.image.ImageDecoder;
import io.decant.data.image.ImageShape;
import io.decant.data.image.Resize;
import io.decant.data.layer.WindowFile.Window;
import io.decant.data.transform.DataTransformer;
import io.decant.data.transform.Draws;
import io.decant.data.transform.Normaliser;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.TransformationParameter;
import io.decant.proto.caffe.WindowDataParameter;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Windows drawn at random, with replacement: in each batch first those of background, then those of
 * foreground.
 */
final class WindowRecords implements RawRecords {
  private static final int CHANNELS = 3;

  private final WindowFile file;
  private final WindowDataParameter parameter;
  private final TransformationParameter transformation;
  private final Normaliser normaliser;
  private final List<Path> paths;
  private final List<byte[]> cache = new ArrayList<>();
  private final DataShare share;
  private final int size;
  private final int offset;
  private long seed;
  private long next;

  /** Takes windows, and reads all image files if they are to be kept in memory. */
  WindowRecords(
      WindowFile file,
      List<Path> paths,
      LayerParameter layer,
      Normaliser normaliser,
      DataShare share,
      long seed)
      throws IOException {
    this.file = file;
    this.paths = paths;
    this.parameter = layer.getWindowDataParam();
    this.transformation = layer.getTransformParam();
    this.normaliser = normaliser;
    this.share = share;
    this.seed = seed;
    this.size = transformation.getCropSize();
    normaliser.checkChannels(CHANNELS, "a window");
    ImageShape mean = normaliser.meanShape();
    offset = mean == null ? 0 : (mean.width() - size) / 2;
    if (mean != null
        && (mean.channels() != CHANNELS || mean.width() < size || mean.height() < size + offset)) {
      throw new DataException(
          "the mean file is %s, too small for windows of %d x %d x %d"
              .formatted(mean, CHANNELS, size, size));
    }
    if (parameter.getCacheImages()) {
      for (int i = 0; i < paths.size(); i++) {
        cache.add(ImageFiles.bytes(paths.get(i), where(i)));
      }
    }
  }

  private String where(int image) {
    return "image " + image + " of " + file.file();
  }

  @Override
  public List<Shape> shapes() {
    return List.of(Shape.of(CHANNELS, size, size), Shape.of());
  }

  /** Drawing has no round; after so many bad windows in a row it is given up. */
  @Override
  public long cycle() {
    return file.windows(true).size() + (long) file.windows(false).size();
  }

  @Override
  public boolean areEncoded() {
    return true;
  }

  @Override
  public void reseed(long newSeed) {
    seed = newSeed;
  }

  @Override
  public void seek(long record) {
    next = record;
  }

  @Override
  public RawRecord next() {
    int batch = parameter.getBatchSize();
    int foreground = (int) (batch * parameter.getFgFraction());
    List<Window> windows = file.windows(next % batch >= batch - foreground);
    SplittableRandom random = Draws.of(seed, share.global(next++));
    Window window = windows.get(random.nextInt(windows.size()));
    boolean mirror = transformation.getMirror() && random.nextInt(2) == 1;
    return tensors -> write(window, mirror, tensors);
  }

  private void write(Window window, boolean mirror, List<FloatBuffer> tensors) throws IOException {
    Path path = paths.get(window.image());
    String where = where(window.image());
    Image image =
        cache.isEmpty()
            ? ImageFiles.read(path, where, Colours.COLOUR)
            : ImageDecoder.decode(
                cache.get(window.image()), Colours.COLOUR, ImageFiles.named(path, where));
    WindowCut cut =
        new WindowCut(
            window,
            image.shape(),
            size,
            parameter.getContextPad(),
            parameter.getCropMode().equals("square"));
    if (!cut.isWithin(image.shape())) {
      throw new DataException(
          "%s is %s, but has a window from column %d, row %d to column %d, row %d"
              .formatted(
                  ImageFiles.named(path, where),
                  image.shape(),
                  window.x1(),
                  window.y1(),
                  window.x2(),
                  window.y2()));
    }
    Image part = image.crop(cut.top(), cut.left(), cut.cutHeight(), cut.cutWidth());
    place(Resize.to(part, cut.height(), cut.width(mirror, size)), cut, mirror, tensors.get(0));
    tensors.get(1).put(0, window.label());
  }

  private void place(Image part, WindowCut cut, boolean mirror, FloatBuffer output) {
    int width = part.shape().width();
    float[] row = new float[width];
    float[] square = new float[CHANNELS * size * size];
    int column = cut.column(mirror);
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int y = 0; y < part.shape().height(); y++) {
        part.row(channel, y, 0, row, width);
        if (mirror) {
          DataTransformer.mirror(row);
        }
        int line = y + cut.row();
        normaliser.apply(row, width, channel, line + offset, column + offset);
        System.arraycopy(row, 0, square, (channel * size + line) * size + column, width);
      }
    }
    output.put(0, square);
  }
}
