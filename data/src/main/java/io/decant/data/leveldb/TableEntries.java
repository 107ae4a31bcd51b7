package io.decant.data.leveldb;

import io.decant.data.DataException;
import io.decant.data.leveldb.Manifest.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of tables that follow one another, of which one is open at a time. */
final class TableEntries implements Entries {
  private static final int FOOTER = 48;
  private static final long MAGIC = 0xdb4775248b80fb57L;

  private final Path folder;
  private final Iterator<Table> tables;
  private @Nullable LevelDbFile file;
  private @Nullable TableBlock index;
  private @Nullable TableBlock block;
  private byte[] key = {};
  private byte[] value = {};

  TableEntries(Path folder, List<Table> tables) {
    this.folder = folder;
    this.tables = tables.iterator();
  }

  @Override
  public boolean next() throws DataException {
    while (block == null || !block.next()) {
      if (!nextBlock()) {
        return false;
      }
    }
    if (key.length > 0 && InternalKey.compare(key, block.key()) >= 0) {
      throw new DataException(
          "cannot read " + folder + ": it is damaged: its keys are out of order; make it again");
    }
    key = block.key();
    value = block.value();
    return true;
  }

  private boolean nextBlock() throws DataException {
    while (index == null || !index.next()) {
      if (!tables.hasNext()) {
        block = null;
        return false;
      }
      open(tables.next());
    }
    LevelDbFile current = file;
    if (current == null) {
      throw new IllegalStateException("no table is open");
    }
    byte[] handle = index.value();
    block = TableBlock.read(current, new Bytes(current, handle, 0, handle.length));
    return true;
  }

  private void open(Table table) throws DataException {
    close();
    Path path = folder.resolve("%06d.ldb".formatted(table.number));
    if (!Files.exists(path)) {
      path = folder.resolve("%06d.sst".formatted(table.number));
    }
    LevelDbFile opened = LevelDbFile.open(path);
    file = opened;
    byte[] footer = opened.read(opened.size() - FOOTER, FOOTER);
    if (new Bytes(opened, footer, FOOTER - 8, FOOTER).fixed(8) != MAGIC) {
      throw opened.damaged("it does not end as a table does");
    }
    Bytes handles = new Bytes(opened, footer, 0, FOOTER - 8);
    handles.variable();
    handles.variable();
    index = TableBlock.read(opened, handles);
  }

  @Override
  public byte[] key() {
    return key;
  }

  @Override
  public byte[] value() {
    return value;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
    index = null;
    block = null;
  }
}
