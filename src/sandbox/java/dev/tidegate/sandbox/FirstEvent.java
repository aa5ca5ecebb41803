package dev.tidegate.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What wakes a function, as Knative delivers it. */
enum FirstEvent {
    ALERT(
            "alert",
            "dev.tidegate.alert.fired",
            """
            {"namespace": "%1$s", "service": "%2$s", "version": "%3$s", "alert": "CanaryErrorRate",
             "severity": "critical", "fingerprint": "%2$s", "startsAt": "%4$s"}\
            """,
            "its rollback done"),
    COMMAND(
            "command",
            "dev.tidegate.command",
            """
            {"namespace": "%1$s", "service": "%2$s", "command": "abort", "actor": "bench"}\
            """,
            "its rollback done"),
    DEPLOYMENT(
            "deploy-started",
            "dev.tidegate.deploy.started",
            """
            {"namespace": "%1$s", "service": "%2$s", "version": "%3$s"}\
            """,
            "its release begun"),
    TICK("step-timer", "dev.knative.sources.ping", "{}", "every release looked at");

    /** The function that takes it. */
    final String function;

    /** What is true when it is answered. */
    final String done;

    private final String type;
    private final String data;

    FirstEvent(String function, String type, String data, String done) {
        this.function = function;
        this.type = type;
        this.data = data;
        this.done = done;
    }

    /** Whether there must be a release that has traffic. */
    boolean takesBack() {
        return this == ALERT || this == COMMAND;
    }

    /** Whether what it is to do to {@code service} was done. */
    boolean isDone(BenchLedger ledger, String service) {
        return switch (this) {
            case ALERT, COMMAND -> ledger.off(service).isPresent();
            case DEPLOYMENT -> ledger.released(service);
            case TICK -> true;
        };
    }

    Map<String, String> headers(Instant now) {
        return Map.of(
                "ce-specversion",
                "1.0",
                "ce-id",
                UUID.randomUUID().toString(),
                "ce-source",
                "/bench",
                "ce-type",
                type,
                "ce-time",
                now.toString(),
                "content-type",
                "application/json");
    }

    byte[] body(String service, Instant now) {
        return data.formatted(BenchStage.NAMESPACE, service, BenchStage.CANARY, now)
                .getBytes(StandardCharsets.UTF_8);
    }
}
