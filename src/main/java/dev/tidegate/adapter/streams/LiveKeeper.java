package dev.tidegate.adapter.streams;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the latest word on what is live of each service. */
final class LiveKeeper implements Processor<String, byte[], Void, Void> {

    private @Nullable KeyValueStore<String, byte[]> live;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        live = context.getStateStore(AnalysisTopology.LIVE);
    }

    @Override
    public void process(Record<String, byte[]> told) {
        if (told.key() != null) {
            requireNonNull(live).put(told.key(), told.value());
        }
    }
}
