package io.decant.data.db;

/** What to do when something has the name of a new database already. */
public enum Existing {
  /** Refuse, as Caffe's tools do. */
  REFUSE,
  /** Replace it, once the new one is complete. */
  REPLACE
}
