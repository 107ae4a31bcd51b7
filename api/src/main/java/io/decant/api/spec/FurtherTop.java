package io.decant.api.spec;

/** A top that is not the first of its layer. */
record FurtherTop(LayerSpec layer, int index) implements Top {}
