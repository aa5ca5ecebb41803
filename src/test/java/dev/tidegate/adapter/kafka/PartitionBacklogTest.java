package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

class PartitionBacklogTest {

    private static final int MOST = 500;
    private static final long SHARE = 4 << 20;
    private static final int LARGE = 240_000;

    private final PartitionBacklog waiting = new PartitionBacklog(MOST, 0);

    @Test
    void tooManyAreTooManyUntilHalfOfThemAreDone() {
        poll(0, MOST - 1, 100);
        assertThat(waiting.decide(SHARE)).isFalse();
        poll(MOST - 1, MOST, 100);
        assertThat(waiting.decide(SHARE)).isTrue();
        assertThat(waiting.paused()).isTrue();
        // the moment at which half of them are done comes once
        assertThat(LongStream.range(0, MOST).filter(this::doneWithNews))
                .containsExactly(MOST / 2 - 1L);
        assertThat(waiting.paused()).isFalse();
    }

    @Test
    void recordThatIsPolledAgainCountsOnce() {
        poll(0, 400, 100);
        poll(0, 400, 100);
        assertThat(waiting.toString()).startsWith("records that wait: 400,");
        assertThat(waiting.decide(SHARE)).isFalse();
    }

    @Test
    void endOfWhatIsNotCountedChangesNothing() {
        poll(0, MOST, 100);
        waiting.decide(SHARE);
        waiting.done(9_999);
        waiting.read(9_999);
        assertThat(waiting.toString()).startsWith("records that wait: 500,");
        assertThat(waiting.decide(SHARE)).isFalse();
    }

    @Test
    void largeRecordsPauseByTheirBytesAndNoMoreOnceTheyAreRead() {
        poll(0, SHARE / LARGE + 1, LARGE);
        assertThat(waiting.decide(SHARE)).isTrue();
        assertThat(waiting.paused()).isTrue();
        LongStream.rangeClosed(0, SHARE / LARGE).forEach(waiting::read);
        assertThat(waiting.decide(SHARE)).isTrue();
        assertThat(waiting.paused()).isFalse();
    }

    @Test
    void whatIsReadStillHoldsMemory() {
        PartitionBacklog any = new PartitionBacklog(Integer.MAX_VALUE, 0);
        long many = SHARE / PartitionBacklog.KEPT_BYTES;
        any.polled(records(0, many, LARGE), many);
        LongStream.range(0, many).forEach(any::read);
        any.decide(SHARE);
        assertThat(any.paused()).isTrue();
    }

    @Test
    void placeOfTheOldestThatIsNotDoneIsCommittedWhateverIsDoneBehindIt() {
        poll(0, 100_000, 10);
        LongStream.range(1, 100_000).forEach(waiting::done);
        // as if nothing was done, and only one record takes memory
        assertThat(waiting.uncommitted()).isEmpty();
        assertThat(waiting.toString()).startsWith("records that wait: 1,");
        waiting.done(0);
        assertThat(waiting.uncommitted()).hasValue(100_000);
    }

    @Test
    void placeIsDueUntilItIsCommitted() {
        poll(0, 3, 10);
        waiting.done(0);
        assertThat(waiting.uncommitted()).hasValue(1);
        assertThat(waiting.uncommitted()).hasValue(1);
        waiting.committed(1);
        assertThat(waiting.uncommitted()).isEqualTo(OptionalLong.empty());
        waiting.done(1);
        assertThat(waiting.uncommitted()).hasValue(2);
    }

    @Test
    void offsetsThatHoldNoRecordAreCommittedToo() {
        waiting.polled(records(0, 1, 10), 3);
        waiting.done(0);
        assertThat(waiting.uncommitted()).hasValue(3);
    }

    private boolean doneWithNews(long offset) {
        waiting.done(offset);
        return waiting.decide(SHARE);
    }

    private void poll(long from, long to, int size) {
        waiting.polled(records(from, to, size), to);
    }

    static List<ConsumerRecord<byte[], byte[]>> records(long from, long to, int size) {
        return LongStream.range(from, to).mapToObj(offset -> of(offset, size)).toList();
    }

    private static ConsumerRecord<byte[], byte[]> of(long offset, int size) {
        return new ConsumerRecord<>(
                "t",
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                size,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }
}
