package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.traffic.AnswerCookie;
import dev.tidegate.core.traffic.Mirror;
import dev.tidegate.core.traffic.Segment;

import java.util.List;

/**
 * What Jackson is told of a rollout's traffic: a state of before has nothing beside the weights.
 */
abstract class TrafficMixin {

    @JsonCreator
    TrafficMixin(
            @JsonProperty("everybody") Distribution everybody,
            @JsonProperty("segments") @JsonSetter(nulls = Nulls.AS_EMPTY) List<Segment> segments,
            @JsonProperty("cookies") @JsonSetter(nulls = Nulls.AS_EMPTY) List<AnswerCookie> cookies,
            @JsonProperty("mirrors") @JsonSetter(nulls = Nulls.AS_EMPTY) List<Mirror> mirrors) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    abstract List<Segment> segments();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    abstract List<AnswerCookie> cookies();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    abstract List<Mirror> mirrors();
}
