/** Caffe's tools under their own names: conversions, means, features, upgrades. */
@NullMarked
package io.decant.cli.tool;

import org.jspecify.annotations.NullMarked;
