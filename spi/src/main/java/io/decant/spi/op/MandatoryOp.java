package io.decant.spi.op;

/**
 * An operator that every backend implements. The set is frozen per SPI version; everything else is
 * a {@link CompositeOp} that carries its decomposition into these.
 */
public sealed interface MandatoryOp extends OpSpec
    permits Gemm,
        Axpby,
        Unary,
        Binary,
        Broadcast,
        Reduce,
        Gather,
        ScatterAdd,
        Im2col,
        Col2im,
        WindowReduce,
        RandomFill,
        Copy,
        Fill {}
