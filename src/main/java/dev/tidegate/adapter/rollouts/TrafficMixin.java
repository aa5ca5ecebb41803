package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.traffic.Segment;

import java.util.List;

/** What Jackson is told of a rollout's traffic: a state of before has no segments. */
abstract class TrafficMixin {

    @JsonCreator
    TrafficMixin(
            @JsonProperty("everybody") Distribution everybody,
            @JsonProperty("segments") @JsonSetter(nulls = Nulls.AS_EMPTY) List<Segment> segments) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    abstract List<Segment> segments();
}
