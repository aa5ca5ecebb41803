package dev.tidegate.adapter.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;

import jakarta.inject.Singleton;

/**
 * Keeps one series of each topic's. Kafka's client measures a topic whose name has a dot twice, the
 * second time with each dot as an underscore, for those who know no other spelling; whoever sums
 * over topics would count both. Topics of ours begin with {@code tidegate.}, so what begins with
 * {@code tidegate_} is such a second one.
 *
 * @see <a
 *     href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-1109%3A+Unifying+Kafka+Consumer+Topic+Metrics">KIP-1109</a>
 */
@Singleton
public class OneSpelling implements MeterFilter {

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        String topic = id.getTag("topic");
        return topic != null && topic.startsWith("tidegate_")
                ? MeterFilterReply.DENY
                : MeterFilterReply.NEUTRAL;
    }
}
