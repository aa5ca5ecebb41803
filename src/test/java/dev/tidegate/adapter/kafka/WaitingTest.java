package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.LongStream;

class WaitingTest {

    private final Waiting waiting = new Waiting();

    @Test
    void tooManyAreTooManyUntilHalfOfThemAreGone() {
        waiting.add(records(0, Waiting.MOST - 1));
        assertThat(waiting.tooMany()).isFalse();
        waiting.add(records(Waiting.MOST - 1, Waiting.MOST));
        assertThat(waiting.tooMany()).isTrue();
        // the moment at which half of them are gone comes once
        assertThat(LongStream.range(0, Waiting.MOST).filter(waiting::removedTheHalf))
                .containsExactly(Waiting.MOST / 2 - 1L);
        assertThat(waiting.few()).isTrue();
    }

    @Test
    void recordThatIsPolledAgainCountsOnce() {
        waiting.add(records(0, 400));
        waiting.add(records(0, 400));
        assertThat(waiting).hasToString("400");
        assertThat(waiting.few()).isFalse();
        assertThat(waiting.tooMany()).isFalse();
    }

    @Test
    void acknowledgementOfWhatIsNotCountedChangesNothing() {
        waiting.add(records(0, Waiting.MOST / 2));
        assertThat(waiting.removedTheHalf(9_999)).isFalse();
        assertThat(waiting).hasToString("250");
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> new ConsumerRecord<>("t", 0, offset, new byte[0], new byte[0]))
                .toList();
    }
}
