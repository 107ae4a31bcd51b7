/** Whether a release keeps what an earlier one promised: docs/versioning.md. */
@NullMarked
package io.decant.publishing.compatibility;

import org.jspecify.annotations.NullMarked;
