package dev.tidegate.door;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what was answered, and when. Holds a bounded number; the answer that was not asked for
 * longest goes first.
 */
final class AnswerCache<K, V> {

    private record Remembered<V>(V value, Instant at) {}

    private final Clock clock;
    private final Map<K, Remembered<V>> answers;

    AnswerCache(int most, Clock clock) {
        this.clock = clock;
        this.answers =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, Remembered<V>> eldest) {
                        return size() > most;
                    }
                };
    }

    /** The answer, if it was given within {@code last}. One of the future counts as none. */
    synchronized Optional<V> within(Duration last, K key) {
        Instant now = clock.instant();
        return Optional.ofNullable(answers.get(key))
                .filter(a -> !a.at().isAfter(now) && a.at().plus(last).isAfter(now))
                .map(Remembered::value);
    }

    synchronized void put(K key, V value) {
        answers.put(key, new Remembered<>(value, clock.instant()));
    }

    synchronized void remove(K key) {
        answers.remove(key);
    }
}
