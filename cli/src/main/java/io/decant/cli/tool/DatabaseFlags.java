package io.decant.cli.tool;

import io.decant.cli.flag.UsageException;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import picocli.CommandLine.Option;

/** The flags of tools that make databases. */
final class DatabaseFlags {
  @Option(
      names = "--backend",
      paramLabel = "lmdb|leveldb",
      description = "format of the database; default lmdb")
  String backend = "lmdb";

  @Option(
      names = "--overwrite",
      arity = "1",
      paramLabel = "true|false",
      description = "replace a database that exists; default: refuse, as Caffe does")
  boolean overwrite;

  DB backend() {
    return backend(backend);
  }

  Existing existing() {
    return overwrite ? Existing.REPLACE : Existing.REFUSE;
  }

  /** Returns the format of a name. */
  static DB backend(String name) {
    try {
      return Databases.backend(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
