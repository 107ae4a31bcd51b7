/**
 * Nets as ONNX models: {@link io.decant.onnx.OnnxExporter} writes a file that other runtimes read;
 * an {@link io.decant.onnx.OnnxLayerProvider} says how further types of layers are written.
 */
@NullMarked
package io.decant.onnx;

import org.jspecify.annotations.NullMarked;
