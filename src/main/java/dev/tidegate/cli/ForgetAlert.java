package dev.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.CloudEventWriter;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Has one alert of a service taken for over. */
final class ForgetAlert {

    private static final int LOOK_MILLIS = 300;

    private final ApiClient api;
    private final ServiceKey about;
    private final String fingerprint;

    ForgetAlert(ApiClient api, ServiceKey about, String fingerprint) {
        this.api = api;
        this.about = about;
        this.fingerprint = fingerprint;
    }

    /**
     * Asks for it.
     *
     * @return the event's id
     * @throws IllegalArgumentException when none of {@code firing} is meant
     */
    String ask(JsonNode firing, InitiatorOptions asking, Instant now) throws IOException {
        if (!isIn(firing)) {
            throw new IllegalArgumentException(
                    "--forget: \"%s\" is taken to fire by nobody; use one of %s"
                            .formatted(
                                    fingerprint,
                                    fingerprints(firing).stream()
                                            .distinct()
                                            .collect(Collectors.joining(", ", "[", "]"))));
        }
        String id = UUID.randomUUID().toString();
        Command command =
                new Command(
                        id,
                        about,
                        now,
                        Action.FORGET,
                        Optional.empty(),
                        asking.actor(),
                        asking.reason(),
                        Optional.of(fingerprint),
                        Optional.empty());
        api.publish(about, new CloudEventWriter().write("/tidegate/cli", command));
        return id;
    }

    /** Whether it is forgotten, before {@code patience} is over. */
    boolean isDone(Duration patience) {
        long begun = System.nanoTime();
        boolean there = isThere();
        while (there && System.nanoTime() - begun < patience.toNanos()) {
            CompletableFuture.runAsync(
                            () -> {},
                            CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS))
                    .join();
            there = isThere();
        }
        return !there;
    }

    /** As long as nobody answers it may be. */
    private boolean isThere() {
        try {
            return isIn(api.alerts(about));
        } catch (IOException e) {
            return true;
        }
    }

    private boolean isIn(JsonNode firing) {
        return fingerprints(firing).contains(fingerprint);
    }

    private static List<String> fingerprints(JsonNode firing) {
        return firing.findValuesAsText("fingerprint");
    }
}
