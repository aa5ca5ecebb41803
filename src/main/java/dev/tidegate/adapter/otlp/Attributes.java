package dev.tidegate.adapter.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;

import java.util.List;
import java.util.Optional;

/** Attributes of OTLP, read as texts: a sender may write a number as one or the other. */
record Attributes(List<KeyValue> all) {

    /** The value of a name; empty when it is not there, or neither text nor number. */
    Optional<String> text(String name) {
        for (KeyValue each : all) {
            if (each.getKey().equals(name)) {
                return text(each.getValue());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> Optional.of(value.getStringValue());
            case INT_VALUE -> Optional.of(Long.toString(value.getIntValue()));
            case DOUBLE_VALUE -> Optional.of(Long.toString(Math.round(value.getDoubleValue())));
            default -> Optional.empty();
        };
    }
}
