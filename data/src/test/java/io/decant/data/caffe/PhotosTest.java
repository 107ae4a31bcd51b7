package io.decant.data.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.caffe.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pixels of photos, decoded and resized, against the real Caffe's: of all files in the folder that
 * the property {@code decant.photos} names. They are equal, but for PNGs with colours that are read
 * as gray: libpng's weights depend on the file's gamma. Prints how they differ.
 */
@EnabledIfSystemProperty(named = "decant.caffe.classpath", matches = ".+")
@EnabledIfSystemProperty(named = "decant.photos", matches = ".+")
class PhotosTest {
  private static final List<String> WAYS =
      List.of(
          "is_color: true",
          "is_color: false",
          "is_color: true new_height: 256 new_width: 256",
          "is_color: true new_height: 227 new_width: 333",
          "is_color: false new_height: 100 new_width: 90");

  @TempDir Path folder;

  @Test
  void areTheSame() throws IOException {
    List<Path> photos;
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("decant.photos")))) {
      photos = files.filter(Files::isRegularFile).sorted().toList();
    }
    assertTrue(!photos.isEmpty());
    RealCaffe caffe = new RealCaffe(folder);
    for (String way : WAYS) {
      for (Path photo : photos) {
        compare(caffe, photo, way);
      }
    }
  }

  private void compare(RealCaffe caffe, Path photo, String way) throws IOException {
    Files.writeString(folder.resolve("list.txt"), photo + " 1\n");
    String net =
        """
        layer {
          name: "data" type: "ImageData" top: "data" top: "label"
          image_data_param { source: "list.txt" %s }
        }
        """
            .formatted(way);
    float[] theirs = caffe.forward(net, Phase.TEST, 1, "data");
    float[] ours = caffe.decant(net, Phase.TEST, 1, "data");
    assertEquals(theirs.length, ours.length, photo.toString());
    int different = 0;
    float most = 0;
    for (int i = 0; i < ours.length; i++) {
      float difference = Math.abs(ours[i] - theirs[i]);
      different += difference == 0 ? 0 : 1;
      most = Math.max(most, difference);
    }
    System.out.printf(
        "%s | %s | %,d values, %.4f %% differ, by %.0f at most%n",
        photo.getFileName(), way, ours.length, 100.0 * different / ours.length, most);
    if (way.contains("true") || !photo.toString().endsWith(".png")) {
      assertEquals(0, different, photo + " differs");
    }
  }
}
