package io.decant.data.lmdb;

import io.decant.data.DataException;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Existing;
import io.decant.data.db.StagedFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.Env.MapFullException;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * Writes an LMDB database through liblmdb, a transaction for every {@value #RECORDS} records as
 * Caffe's tools do. The map grows as it fills. The database is built in a folder beside its place
 * and moved there at the end.
 */
public final class LmdbWriter implements DatabaseWriter {
  /** Records of a transaction. */
  private static final int RECORDS = 1000;

  /** Bytes after which a transaction is committed even if it has fewer records. */
  private static final long BYTES = 32L << 20;

  private static final long FIRST_MAP = 16L << 20;

  private final StagedFolder folder;
  private final Env<byte[]> env;
  private final Dbi<byte[]> records;
  private final List<byte[]> pending = new ArrayList<>(2 * RECORDS);
  private long pendingBytes;
  private long map;
  private boolean closed;

  private LmdbWriter(StagedFolder folder, Env<byte[]> env, long map) {
    this.folder = folder;
    this.env = env;
    this.map = map;
    this.records = env.openDbi((byte[]) null, DbiFlags.MDB_CREATE);
  }

  /**
   * Begins a database.
   *
   * @param path the folder to make
   * @param existing what to do when something has that name already
   * @throws DataException when it cannot be written there
   */
  public static LmdbWriter create(Path path, Existing existing) throws DataException {
    return create(path, existing, FIRST_MAP);
  }

  /** As above, with the size of the map to begin with. */
  static LmdbWriter create(Path path, Existing existing, long map) throws DataException {
    StagedFolder folder = StagedFolder.create(path, existing);
    try {
      LmdbNatives.prepare();
      return new LmdbWriter(folder, open(folder.staging(), map), map);
    } catch (RuntimeException | LinkageError e) {
      folder.discard();
      throw folder.failure(e);
    }
  }

  private static Env<byte[]> open(Path directory, long map) {
    return Env.create(ByteArrayProxy.PROXY_BA)
        .setMapSize(map)
        .open(directory.toFile(), EnvFlags.MDB_NOLOCK, EnvFlags.MDB_NOSYNC);
  }

  @Override
  public void put(byte[] key, byte[] value) throws DataException {
    if (key.length == 0 || key.length > env.getMaxKeySize()) {
      throw folder.failure(
          "a key of %d bytes; 1 to %d are allowed".formatted(key.length, env.getMaxKeySize()));
    }
    pending.add(key.clone());
    pending.add(value.clone());
    pendingBytes += key.length + value.length;
    if (pending.size() >= 2 * RECORDS || pendingBytes >= BYTES) {
      flush();
    }
  }

  /** Writes what is pending in one transaction, with a larger map if that one is full. */
  private void flush() throws DataException {
    while (!pending.isEmpty()) {
      try (Txn<byte[]> transaction = env.txnWrite()) {
        for (int i = 0; i < pending.size(); i += 2) {
          records.put(transaction, pending.get(i), pending.get(i + 1));
        }
        transaction.commit();
        pending.clear();
        pendingBytes = 0;
      } catch (MapFullException e) {
        map *= 2;
      } catch (LmdbException e) {
        throw folder.failure(e);
      }
      if (!pending.isEmpty()) {
        env.setMapSize(map);
      }
    }
  }

  @Override
  public void commit() throws DataException {
    flush();
    try {
      env.sync(true);
    } catch (LmdbException e) {
      throw folder.failure(e);
    }
    env.close();
    folder.publish();
    closed = true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      env.close();
      folder.discard();
    }
  }
}
