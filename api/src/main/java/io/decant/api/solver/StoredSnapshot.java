package io.decant.api.solver;

import java.nio.file.Path;

/**
 * A snapshot on the disk.
 *
 * @param iteration the number of updates done
 * @param model where its weights should be
 * @param state where its state is
 */
record StoredSnapshot(long iteration, Path model, Path state) {}
