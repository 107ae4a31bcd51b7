package io.decant.data.leveldb;

import io.decant.data.DataException;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Existing;
import io.decant.data.db.StagedFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.WriteBatch;
import org.iq80.leveldb.WriteOptions;
import org.iq80.leveldb.impl.Iq80DBFactory;

/**
 * Writes a LevelDB database through the Java port of it, in batches of {@value #RECORDS} records as
 * Caffe's tools do, without compression. The database is built in a folder beside its place and
 * moved there at the end.
 */
public final class LevelDbWriter implements DatabaseWriter {
  private static final int RECORDS = 1000;
  private static final long BYTES = 32L << 20;
  private static final int BUFFER = 64 << 20;
  private static final int BLOCK = 64 << 10;

  private final StagedFolder folder;
  private final DB database;
  private WriteBatch batch;
  private int records;
  private long bytes;
  private boolean closed;

  private LevelDbWriter(StagedFolder folder, DB database) {
    this.folder = folder;
    this.database = database;
    this.batch = database.createWriteBatch();
  }

  /**
   * Begins a database.
   *
   * @param path the folder to make
   * @param existing what to do when something has that name already
   * @throws DataException when it cannot be written there
   */
  public static LevelDbWriter create(Path path, Existing existing) throws DataException {
    StagedFolder folder = StagedFolder.create(path, existing);
    Options options =
        new Options()
            .createIfMissing(true)
            .compressionType(CompressionType.NONE)
            .blockSize(BLOCK)
            .writeBufferSize(BUFFER);
    try {
      return new LevelDbWriter(
          folder, Iq80DBFactory.factory.open(folder.staging().toFile(), options));
    } catch (IOException | RuntimeException e) {
      folder.discard();
      throw folder.failure(e);
    }
  }

  @Override
  public void put(byte[] key, byte[] value) throws DataException {
    if (key.length == 0) {
      throw folder.failure("a key of 0 bytes; 1 or more are needed");
    }
    batch.put(key.clone(), value.clone());
    bytes += key.length + value.length;
    if (++records == RECORDS || bytes >= BYTES) {
      flush(false);
    }
  }

  private void flush(boolean last) throws DataException {
    try {
      database.write(batch, new WriteOptions().sync(last));
      batch.close();
      batch = database.createWriteBatch();
      records = 0;
      bytes = 0;
    } catch (IOException | DBException e) {
      throw folder.failure(e);
    }
  }

  @Override
  public void commit() throws DataException {
    flush(true);
    try {
      database.close();
    } catch (IOException | DBException e) {
      closed = true;
      folder.discard();
      throw folder.failure(e);
    }
    closed = true;
    folder.publish();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      database.close();
    } catch (IOException | DBException e) {
      // it is removed anyway
    }
    folder.discard();
  }
}
