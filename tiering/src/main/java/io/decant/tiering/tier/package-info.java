/** The tiers below the device that come with Decant. */
@NullMarked
package io.decant.tiering.tier;

import org.jspecify.annotations.NullMarked;
