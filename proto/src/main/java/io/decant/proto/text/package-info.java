/**
 * Prototxt: protocol buffers' text format, with the line and column of everything.
 *
 * <p>{@link io.decant.proto.text.Prototxt} is the way in. A parsed message comes as a {@link
 * io.decant.proto.text.Located}: the message, and a {@link io.decant.proto.text.Source} that knows
 * where each field stands and keeps the fields that the schema does not have.
 */
@NullMarked
package io.decant.proto.text;

import org.jspecify.annotations.NullMarked;
