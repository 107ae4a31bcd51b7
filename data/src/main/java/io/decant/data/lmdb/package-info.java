/**
 * LMDB databases (Howard Chu's Lightning Memory-Mapped Database, data version 1). They are read in
 * plain Java with every offset checked, because liblmdb trusts its files and takes the process down
 * when they are damaged; they are written by liblmdb.
 */
@NullMarked
package io.decant.data.lmdb;

import org.jspecify.annotations.NullMarked;
