package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.databind.util.StdConverter;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A version and its weight: what a distribution is a list of in the state. */
record Share(Version version, Weight weight) {

    static final class Write extends StdConverter<Distribution, List<Share>> {
        @Override
        public List<Share> convert(Distribution distribution) {
            return distribution.weights().entrySet().stream()
                    .map(e -> new Share(e.getKey(), e.getValue()))
                    .toList();
        }
    }

    static final class Read extends StdConverter<List<Share>, Distribution> {
        @Override
        public Distribution convert(List<Share> shares) {
            Map<Version, Weight> weights = new LinkedHashMap<>();
            shares.forEach(share -> weights.put(share.version(), share.weight()));
            return new Distribution(weights);
        }
    }
}
