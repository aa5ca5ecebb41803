package dev.tidegate.adapter.streams;

import dev.tidegate.message.LiveCodec;
import dev.tidegate.message.ReadingCodec;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

import java.util.List;

/**
 * Readings and live releases in, verdicts out, all by the service's key. Two stores, both in
 * memory: what is live, kept by its own topic; and what is known of each service, kept by the topic
 * {@code tidegate-analysis-evidence-changelog}.
 */
final class AnalysisTopology {

    static final String EVIDENCE = "evidence";
    static final String LIVE = "live";

    /** Where verdicts are told. */
    static final String VERDICTS = "tidegate.verdicts";

    /** What is read, and where verdicts go. */
    static final List<String> TOPICS = List.of(ReadingCodec.TOPIC, LiveCodec.TOPIC, VERDICTS);

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private AnalysisTopology() {}

    static Topology make() {
        Deserializer<byte[]> read = BYTES.deserializer();
        Serializer<byte[]> written = BYTES.serializer();
        Serde<String> keys = Serdes.String();
        return new Topology()
                .addReadOnlyStateStore(
                        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(LIVE), keys, BYTES)
                                .withLoggingDisabled(),
                        "live-releases",
                        keys.deserializer(),
                        read,
                        LiveCodec.TOPIC,
                        "live-keeper",
                        LiveKeeper::new)
                .addSource("readings", keys.deserializer(), read, ReadingCodec.TOPIC)
                .addProcessor("analyst", ServiceProcessor::new, "readings", "live-releases")
                // written to the changelog at each commit, not at each reading
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(EVIDENCE), keys, BYTES)
                                .withCachingEnabled(),
                        "analyst")
                .connectProcessorAndStateStores("analyst", LIVE)
                .addSink("verdicts", VERDICTS, keys.serializer(), written, "analyst");
    }
}
