package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import dev.tidegate.core.distribution.Weight;

import java.math.BigDecimal;

/** What Jackson is told of the core's records, which know nothing of it. */
final class StateMixins {

    private StateMixins() {}

    /** Its identity is the resource's metadata and spec. */
    @JsonIgnoreProperties(value = "identity", allowSetters = true)
    interface OfRollout {}

    @JsonDeserialize(using = StateIdentity.class)
    interface OfIdentity {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    interface OfPhase {}

    interface OfPhaseKind {
        @JsonValue
        String title();
    }

    /** A list: the order of the versions counts, and a server sorts the keys of an object. */
    @JsonSerialize(converter = Share.Write.class)
    @JsonDeserialize(converter = Share.Read.class)
    interface OfDistribution {}

    abstract static class OfVersion {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfVersion(String name) {}

        @JsonValue
        abstract String name();
    }

    abstract static class OfWeight {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Weight ofPercent(BigDecimal percent) {
            return Weight.ofPercent(percent);
        }

        @JsonValue
        abstract BigDecimal percent();
    }
}
