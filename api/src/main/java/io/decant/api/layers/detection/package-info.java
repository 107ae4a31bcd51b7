/** Layers that detect objects: regions, prior boxes, detections. */
@NullMarked
package io.decant.api.layers.detection;

import org.jspecify.annotations.NullMarked;
