package dev.tidegate.adapter.knative;

import dev.tidegate.core.text.TimeText;

import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Response;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The answers that tell Knative what to do with an event; errors become problem documents. */
final class KnativeAnswers {

    private static final long RETRY_AFTER_SECONDS = 5;

    private KnativeAnswers() {}

    /** 204 when {@code work} is done within {@code limit}, else 503; the work goes on. */
    static CompletableFuture<Response> when(CompletableFuture<Void> work, Duration limit) {
        return work.thenApply(_ -> true)
                .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(
                        done -> {
                            if (done) {
                                return Response.noContent().build();
                            }
                            throw later("not done within " + TimeText.span(limit));
                        });
    }

    static ServiceUnavailableException later(String why) {
        return new ServiceUnavailableException(again(why), RETRY_AFTER_SECONDS, null);
    }

    private static String again(String why) {
        return why + "; send the same event again, with the same id";
    }
}
