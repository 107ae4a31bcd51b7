/** LevelDB: a reader in plain Java that changes nothing, and a writer. */
@NullMarked
package io.decant.data.leveldb;

import org.jspecify.annotations.NullMarked;
