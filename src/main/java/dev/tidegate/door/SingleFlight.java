package dev.tidegate.door;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Asks a question once, however many ask it at the same time: they all get the one answer. */
final class SingleFlight<K, V> {

    private final Map<K, CompletableFuture<V>> open = new ConcurrentHashMap<>();

    /** The answer, or what {@code question} throws. Waits while somebody else asks the same. */
    V ask(K key, Supplier<V> question) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> first = open.putIfAbsent(key, mine);
        if (first != null) {
            return joined(first);
        }
        try {
            mine.complete(question.get());
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
        } finally {
            open.remove(key);
        }
        return joined(mine);
    }

    private static <V> V joined(CompletableFuture<V> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
