/** Reading of training logs: what Caffe's scripts take from them, as tables and curves. */
@NullMarked
package io.decant.cli.logs;

import org.jspecify.annotations.NullMarked;
