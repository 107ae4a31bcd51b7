package io.decant.cli.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "train, train, 0",
    "trian, train, 2",
    "tran, train, 1",
    "'', abc, 3",
    "test, time, 3"
  })
  void lettersToChange(String a, String b, int distance) {
    assertEquals(distance, Nearest.distance(a, b));
    assertEquals(distance, Nearest.distance(b, a));
  }

  @Test
  void onlyWhatIsNearIsGuessed() {
    List<String> words = List.of("test", "time", "train");
    assertEquals(Optional.of("train"), Nearest.to("trian", words));
    assertEquals(Optional.empty(), Nearest.to("conformance", words));
  }
}
