package io.decant.data.leveldb;

import io.decant.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which files make up a database: its tables by level, and from which log on it has logs. */
final class Manifest {
  /** More than any writer makes. */
  private static final int LEVELS = 16;

  private static final String COMPARATOR = "leveldb.BytewiseComparator";

  /** A table's number and the first key in it. */
  static final class Table {
    final long number;
    final byte[] smallest;

    Table(long number, byte[] smallest) {
      this.number = number;
      this.smallest = smallest;
    }
  }

  private final List<SortedMap<Long, Table>> levels = new ArrayList<>();
  private final LevelDbFile file;
  private long log;
  private long previousLog;

  private Manifest(LevelDbFile file) {
    this.file = file;
    for (int i = 0; i < LEVELS; i++) {
      levels.add(new TreeMap<>());
    }
  }

  static Manifest read(Path folder) throws DataException {
    Path current = folder.resolve("CURRENT");
    String name;
    try {
      if (Files.size(current) > 1000) {
        throw new DataException("cannot read " + current + ": it is damaged, it is too long");
      }
      name = new String(Files.readAllBytes(current), StandardCharsets.ISO_8859_1).strip();
    } catch (NoSuchFileException e) {
      throw new DataException(
          "cannot read " + folder + ": it is no LevelDB, there is no file CURRENT in it", e);
    } catch (DataException e) {
      throw e;
    } catch (IOException e) {
      throw new DataException("cannot read " + current + ": " + e.getMessage(), e);
    }
    if (!name.matches("MANIFEST-[0-9]+")) {
      throw new DataException("cannot read " + current + ": it is damaged, it names no manifest");
    }
    try (LevelDbFile file = LevelDbFile.open(folder.resolve(name))) {
      Manifest manifest = new Manifest(file);
      LogFile.read(file, manifest::edit);
      return manifest;
    }
  }

  private void edit(Bytes record) throws DataException {
    while (record.hasMore()) {
      int tag = (int) record.variable();
      switch (tag) {
        case 1 -> checkOrder(record.text());
        case 2 -> log = record.variable();
        case 3, 4 -> record.variable();
        case 5 -> {
          level(record);
          record.string();
        }
        case 6 -> level(record).remove(record.variable());
        case 7 -> {
          SortedMap<Long, Table> level = level(record);
          long number = record.variable();
          record.variable();
          level.put(number, new Table(number, record.string()));
          record.string();
        }
        case 9 -> previousLog = record.variable();
        default -> throw file.damaged("it has an entry of unknown kind " + tag);
      }
    }
  }

  private SortedMap<Long, Table> level(Bytes record) throws DataException {
    long level = record.variable();
    if (level >= LEVELS) {
      throw file.damaged("it has a level " + level);
    }
    return levels.get((int) level);
  }

  private void checkOrder(String comparator) throws DataException {
    if (!comparator.equals(COMPARATOR)) {
      throw file.error("its keys are in an order of their own, '" + comparator + "'");
    }
  }

  /** Returns whether a log holds records that no table has. */
  boolean isLive(long logNumber) {
    return logNumber >= log || logNumber == previousLog;
  }

  /**
   * Returns groups of tables: those within a group follow one another, those of different groups
   * may hold the same keys.
   */
  List<List<Table>> groups() {
    List<List<Table>> groups = new ArrayList<>();
    for (Table table : levels.get(0).values()) {
      groups.add(List.of(table));
    }
    for (SortedMap<Long, Table> level : levels.subList(1, LEVELS)) {
      if (!level.isEmpty()) {
        List<Table> tables = new ArrayList<>(level.values());
        Collections.sort(
            tables, (first, second) -> InternalKey.compare(first.smallest, second.smallest));
        groups.add(tables);
      }
    }
    return groups;
  }
}
