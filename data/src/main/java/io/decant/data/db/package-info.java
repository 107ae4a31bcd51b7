/**
 * Databases of records in the order of their keys, whatever their format. What reads or writes one
 * throws {@link io.decant.data.DataException} with one line for the user.
 */
@NullMarked
package io.decant.data.db;

import org.jspecify.annotations.NullMarked;
