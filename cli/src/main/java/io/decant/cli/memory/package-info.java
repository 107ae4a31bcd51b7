/** What a net needs of device memory, for people to read. */
@NullMarked
package io.decant.cli.memory;

import org.jspecify.annotations.NullMarked;
