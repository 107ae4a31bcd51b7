/** The whole tree: which file may use which, and how long files may be. */
@NullMarked
package io.decant.cli.structure;

import org.jspecify.annotations.NullMarked;
