package io.decant.api.net;

import io.decant.api.blob.Blob;

/**
 * A blob that no layer consumes.
 *
 * @param name its name
 * @param lossWeight its weight in the net's loss
 * @param blob its contents
 */
public record NetOutput(String name, float lossWeight, Blob blob) {}
