package io.decant.benchmarks;

import org.bytedeco.caffe.Cursor;
import org.bytedeco.caffe.DB;
import org.bytedeco.caffe.LMDB;
import org.bytedeco.caffe.LevelDB;
import org.bytedeco.caffe.Transaction;

/**
 * Copies all records by the real Caffe's database classes. Arguments: {@code copy lmdb|leveldb FROM
 * lmdb|leveldb TO}.
 */
public final class CaffeDatabase {
  private static final int READ = 0;
  private static final int NEW = 2;

  private CaffeDatabase() {}

  public static void main(String[] args) {
    if (args.length == 5 && args[0].equals("copy")) {
      copy(open(args[1], args[2], READ), open(args[3], args[4], NEW));
    } else {
      System.err.println("usage: CaffeDatabase copy lmdb|leveldb FROM lmdb|leveldb TO");
      System.exit(2);
    }
  }

  private static DB open(String backend, String path, int mode) {
    DB database = backend.equals("lmdb") ? new LMDB() : new LevelDB();
    database.Open(path, mode);
    return database;
  }

  private static void copy(DB from, DB to) {
    Transaction transaction = to.NewTransaction();
    int records = 0;
    for (Cursor cursor = from.NewCursor(); cursor.valid(); cursor.Next()) {
      transaction.Put(cursor.key(), cursor.value());
      if (++records % 1000 == 0) {
        transaction.Commit();
        transaction = to.NewTransaction();
      }
    }
    transaction.Commit();
    to.Close();
    System.out.println("Processed " + records + " files.");
  }
}
