package dev.tidegate.cli.replay;

import dev.tidegate.message.LiveCodec;
import dev.tidegate.message.ReadingCodec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The records of both topics in the order in which they are read. */
final class ByTime {

    private ByTime() {}

    /**
     * Each topic in its own order; of their next ones the earlier first, and at the same time that
     * of the live release. Records of other topics are left out.
     */
    static List<KeptRecord> merged(List<KeptRecord> records) {
        Deque<KeptRecord> live = of(LiveCodec.TOPIC, records);
        Deque<KeptRecord> readings = of(ReadingCodec.TOPIC, records);
        List<KeptRecord> merged = new ArrayList<>();
        while (!live.isEmpty() || !readings.isEmpty()) {
            boolean first =
                    readings.isEmpty()
                            || (!live.isEmpty()
                                    && !live.element().at().isAfter(readings.element().at()));
            merged.add(first ? live.remove() : readings.remove());
        }
        return merged;
    }

    private static Deque<KeptRecord> of(String topic, List<KeptRecord> records) {
        return new ArrayDeque<>(
                records.stream().filter(each -> each.topic().equals(topic)).toList());
    }
}
