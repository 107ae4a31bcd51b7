package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves beside its log. */
class WatchedRunTest {
  @TempDir Path folder;

  private Program.Result train(String... more) throws Exception {
    TinyRun.write(folder, 8, "");
    List<String> arguments = new ArrayList<>(List.of("train", "--solver=solver.prototxt"));
    arguments.addAll(List.of(more));
    Program.Result result = new Program(folder).run(arguments.toArray(new String[0]));
    assertEquals(0, result.code(), result.err());
    return result;
  }

  @Test
  void metricsAreALineForEachDisplayAndTest() throws Exception {
    train("--metrics=m.jsonl");
    List<String> lines = Files.readAllLines(folder.resolve("m.jsonl"));
    String number = "-?[\\d.]+(?:E-?\\d+)?";
    String head = "\\{\"iteration\":\\d+,\"seconds\":[\\d.]+,\"time\":\"[^\"]+\"";
    // tests at 0, 4 and 8, displays at 0, 2, 4 and 6
    assertEquals(7, lines.size(), lines.toString());
    for (String line : lines) {
      assertTrue(line.matches(head + "(,\"[\\w/.]+\":" + number + ")+\\}"), line);
    }
    assertTrue(lines.get(0).matches(head + ",\"test0/loss\":" + number + "\\}"), lines.get(0));
    assertTrue(
        lines
            .get(2)
            .matches(
                head.replace("\\d+,", "2,")
                    + ",\"train/smoothed_loss\":.*,\"train/loss\":.*,\"train/lr\":0\\.05.*"
                    + ",\"speed/images_per_second\":.*,\"memory/peak_bytes\":.*"),
        lines.get(2));
    assertTrue(lines.get(6).startsWith("{\"iteration\":8,"), lines.get(6));
    train("--metrics=m.jsonl", "--snapshot=tiny_iter_8.solverstate");
    assertTrue(Files.readAllLines(folder.resolve("m.jsonl")).size() > 7);
  }

  @Test
  void tensorBoardGetsWholeRecords() throws Exception {
    train("--tensorboard=board");
    List<byte[]> events;
    try (var files = Files.list(folder.resolve("board"))) {
      Path file = files.findFirst().orElseThrow();
      assertTrue(file.getFileName().toString().startsWith("events.out.tfevents."), "" + file);
      events = records(Files.readAllBytes(file));
    }
    assertEquals(8, events.size());
    assertTrue(text(events.get(0)).contains("brain.Event:2"));
    assertTrue(text(events.get(2)).contains("train/lr"));
    assertEquals(2, step(events.get(3)));
  }

  /** Returns the records of an event file, after a look at the checksums. */
  private static List<byte[]> records(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertEquals(masked(length), in.getInt());
      byte[] record =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(record);
      assertEquals(masked(record), in.getInt());
      records.add(record);
    }
    return records;
  }

  private static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    long value = crc.getValue();
    return (int) (((value >>> 15) | (value << 17)) + 0xa282ead8L);
  }

  private static long step(byte[] event) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(event);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 2) {
        return in.readInt64();
      }
      in.skipField(tag);
    }
    return 0;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void theReportIsCompleteInItself() throws Exception {
    train("--report=run.html", "--lms=auto");
    String page = Files.readString(folder.resolve("run.html"));
    for (String part :
        List.of(
            "<h1>Tiny</h1>",
            "<dd>ended</dd>",
            ">Loss<",
            ">Learning rate<",
            "Images per second<",
            "Device memory, most in use",
            "Large-model traffic")) {
      assertTrue(page.contains(part), part + " is not in " + page);
    }
    assertFalse(page.contains("http-equiv=\"refresh\""), "it goes on reloading");
    assertFalse(page.matches("(?s).*(src|href)=.*"), "it needs other files");
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedBeforeTheFirstIteration() throws Exception {
    TinyRun.write(folder, 8, "");
    Program.Result result =
        new Program(folder).run("train", "--solver=solver.prototxt", "--metrics=none/m");
    assertEquals(1, result.code());
    assertTrue(result.err().contains("decant: --metrics: none/m cannot be written"), result.err());
    assertFalse(result.err().contains("Iteration 0"), result.err());
  }
}
