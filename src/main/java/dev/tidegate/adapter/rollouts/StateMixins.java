package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.traffic.Segment;

import java.math.BigDecimal;
import java.util.List;

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

    /** A state of before has no segments. */
    abstract static class OfTraffic {
        @JsonCreator
        OfTraffic(
                @JsonProperty("everybody") Distribution everybody,
                @JsonProperty("segments") @JsonSetter(nulls = Nulls.AS_EMPTY)
                        List<Segment> segments) {}

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        abstract List<Segment> segments();
    }

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
