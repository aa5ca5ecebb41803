package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.traffic.Traffic;

import java.io.IOException;

/** A rollout as {@code status.state} and back: the core's own records, field by field. */
final class StateJson {

    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModules(new Jdk8Module(), new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                    .addMixIn(Rollout.class, StateMixins.OfRollout.class)
                    .addMixIn(Rollout.Identity.class, StateMixins.OfIdentity.class)
                    .addMixIn(Phase.class, StateMixins.OfPhase.class)
                    .addMixIn(Traffic.class, TrafficMixin.class)
                    .addMixIn(PhaseKind.class, StateMixins.OfPhaseKind.class)
                    .addMixIn(Distribution.class, StateMixins.OfDistribution.class)
                    .addMixIn(Version.class, StateMixins.OfVersion.class)
                    .addMixIn(Weight.class, StateMixins.OfWeight.class)
                    .registerSubtypes(StatePhases.all())
                    .build();

    private StateJson() {}

    static ObjectNode of(Rollout rollout) {
        return MAPPER.valueToTree(rollout);
    }

    /** The rollout of this identity; an IllegalArgumentException names what cannot be read. */
    static Rollout read(Rollout.Identity identity, JsonNode state) {
        try {
            return MAPPER.readerFor(Rollout.class)
                    .withAttribute(Rollout.Identity.class, identity)
                    .readValue(state);
        } catch (IOException e) {
            throw new IllegalArgumentException(StateProblem.of(e), e);
        }
    }
}
