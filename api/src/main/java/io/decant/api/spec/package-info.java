/**
 * Nets written in Java: {@link io.decant.api.spec.NetSpec} collects layers and yields a prototxt.
 * Open to users. Depends on the schema alone; nothing here touches a device.
 */
@NullMarked
package io.decant.api.spec;

import org.jspecify.annotations.NullMarked;
