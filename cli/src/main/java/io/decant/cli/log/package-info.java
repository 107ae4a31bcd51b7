/** Log lines as glog writes them. */
@NullMarked
package io.decant.cli.log;

import org.jspecify.annotations.NullMarked;
