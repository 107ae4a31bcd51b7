package io.decant.conformance.rules;

/** All rules of the SPI. Implement {@link #provider} and you have claimed conformance. */
public interface BackendContract
    extends ProviderContract,
        MemoryContract,
        StreamContract,
        EventContract,
        RecorderContract,
        OperatorContract,
        MandatoryValueContract,
        CompositeValueContract,
        LifetimeContract,
        LayerContract,
        GradientContract,
        InstrumentContract,
        TieringContract {}
