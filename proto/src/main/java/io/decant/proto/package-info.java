/** The Caffe schema: text and binary files, and upgrades of old ones. */
@NullMarked
package io.decant.proto;

import org.jspecify.annotations.NullMarked;
