package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.LongStream;

class ChannelTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final int LARGE = 240_000;

    private final Commits consumer = new Commits();
    private final List<String> topics = new ArrayList<>();
    private final Channel channel = new Channel(consumer, 500, topics::add);

    /** A consumer whose broker answers commits when it is told to. */
    private static final class Commits extends MockConsumer<byte[], byte[]>
            implements Channel.Poller {

        private final List<Map<TopicPartition, OffsetAndMetadata>> asked = new ArrayList<>();
        private final Queue<OffsetCommitCallback> unanswered = new ArrayDeque<>();
        private boolean away;

        Commits() {
            super("earliest");
            assign(Set.of(PARTITION));
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback answered) {
            asked.add(offsets);
            unanswered.add(answered);
        }

        @Override
        public synchronized void commitSync(
                Map<TopicPartition, OffsetAndMetadata> offsets, Duration longest) {
            asked.add(offsets);
            if (away) {
                throw new TimeoutException("the broker is away");
            }
        }

        void answer(@Nullable Exception trouble) {
            unanswered.remove().onComplete(asked.getLast(), trouble);
        }

        /** The places that were to be committed, in their order. */
        List<Long> places() {
            return asked.stream()
                    .flatMap(offsets -> offsets.values().stream())
                    .map(OffsetAndMetadata::offset)
                    .toList();
        }

        @Override
        public void later(java.util.function.Consumer<Consumer<?, ?>> action) {
            action.accept(this);
        }

        @Override
        public Consumer<?, ?> consumer() {
            return this;
        }
    }

    @BeforeEach
    void assigned() {
        channel.partitionsAssigned(Set.of(PARTITION));
    }

    @Test
    void topicIsToldOfWhenThisProcessBeginsToReadIt() {
        channel.partitionsAssigned(
                List.of(
                        new TopicPartition("tidegate.alerts.bookinfo", 0),
                        new TopicPartition("tidegate.alerts.bookinfo", 1)));
        assertThat(topics).containsOnlyOnce("tidegate.alerts.bookinfo");
    }

    @Test
    void partitionIsPausedByCountAndGoesOnWhenHalfIsDone() {
        poll(0, 500, 100);
        assertThat(consumer.paused()).containsExactly(PARTITION);
        LongStream.range(0, 249).forEach(offset -> channel.done(PARTITION, offset));
        assertThat(consumer.paused()).isNotEmpty();
        channel.done(PARTITION, 249);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void partitionIsPausedByBytesUntilTheyAreRead() {
        long many = Channel.MOST_BYTES / LARGE + 1;
        poll(0, many, LARGE);
        assertThat(consumer.paused()).containsExactly(PARTITION);
        LongStream.range(0, many).forEach(offset -> channel.read(PARTITION, offset));
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void partitionsShareWhatMayBeHeld() {
        TopicPartition other = new TopicPartition("t", 1);
        consumer.assign(Set.of(PARTITION, other));
        channel.partitionsAssigned(Set.of(other));
        poll(0, Channel.MOST_BYTES / 2 / LARGE + 1, LARGE);
        assertThat(consumer.paused()).containsExactly(PARTITION);
    }

    @Test
    void lostCommitIsRepeatedWithoutAnotherRecord() {
        poll(0, 2, 100);
        channel.done(PARTITION, 0);
        channel.commit();
        // not asked twice while there is no answer
        channel.commit();
        assertThat(consumer.places()).containsExactly(1L);
        consumer.answer(new TimeoutException("the broker is away"));
        channel.commit();
        consumer.answer(null);
        channel.commit();
        assertThat(consumer.places()).containsExactly(1L, 1L);
    }

    @Test
    void recordThatIsNotDoneHoldsBackWhatIsBehindIt() {
        poll(5, 9, 100);
        channel.done(PARTITION, 6);
        channel.done(PARTITION, 8);
        channel.commit();
        assertThat(consumer.places()).isEmpty();
        channel.done(PARTITION, 5);
        channel.commit();
        assertThat(consumer.places()).containsExactly(7L);
    }

    @Test
    void whatIsDoneIsCommittedWhenThePartitionIsTakenAway() {
        poll(0, 2, 100);
        channel.done(PARTITION, 0);
        channel.partitionsRevoked(Set.of(PARTITION));
        assertThat(consumer.places()).containsExactly(1L);
        // what is done afterwards is the next owner's, and the end of a channel is no news
        channel.done(PARTITION, 1);
        channel.commit();
        assertThat(consumer.places()).containsExactly(1L);
    }

    @Test
    void brokerThatIsAwayKeepsNoPartitionFromGoing() {
        consumer.away = true;
        poll(0, 1, 100);
        channel.done(PARTITION, 0);
        channel.partitionsRevoked(Set.of(PARTITION));
        poll(0, 1, 100);
        channel.commit();
        assertThat(consumer.places()).containsExactly(1L);
    }

    private void poll(long from, long to, int size) {
        channel.polled(
                new ConsumerRecords<>(
                        Map.of(PARTITION, PartitionBacklogTest.records(from, to, size)),
                        Map.of(PARTITION, new OffsetAndMetadata(to))));
    }
}
