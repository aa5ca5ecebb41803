package dev.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.cli.Notice.Moved;
import dev.tidegate.cli.Notice.Queued;
import dev.tidegate.cli.Notice.Refused;
import dev.tidegate.cli.Notice.Waiting;
import dev.tidegate.core.event.ServiceKey;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Asks the API twice a second, for refusals as often at first and every two seconds then, and tells
 * what is new.
 */
final class ApiFeed implements Feed {

    private static final Executor SOON =
            CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    private static final int CALLS_FOR_REFUSALS = 4;

    /** Most refusals come at once: the first calls ask for them each time. */
    private static final int SOON_REFUSED = 3;

    private final ApiClient api;
    private final ServiceKey service;
    private final Map<String, Long> told = new HashMap<>();
    private final Map<String, String> waits = new HashMap<>();
    private final Map<String, String> queued = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<JsonNode> refused = new HashSet<>();
    private int calls;

    ApiFeed(ApiClient api, ServiceKey service) {
        this.api = api;
        this.service = service;
    }

    @Override
    public List<Notice> next(boolean unanswered) throws IOException {
        if (calls > 0) {
            CompletableFuture.runAsync(() -> {}, SOON).join();
        }
        boolean first = calls == 0;
        boolean refusals = unanswered && (calls < SOON_REFUSED || calls % CALLS_FOR_REFUSALS == 0);
        calls++;
        List<Notice> news = new ArrayList<>();
        List<JsonNode> rollouts = new ArrayList<>();
        api.rollouts(Map.of("namespace", service.namespace(), "service", service.name()))
                .forEach(rollouts::add);
        for (JsonNode rollout : rollouts.reversed()) {
            String name = rollout.path("name").asText();
            if (ended.contains(name)) {
                continue;
            }
            try {
                tell(name, api.rollout(service.namespace(), name), news);
            } catch (IOException | IllegalArgumentException e) {
                if (news.isEmpty()) {
                    throw e;
                }
                break; // what is new already counts as told
            }
        }
        if (refusals) {
            tellRefusals(news, first);
        }
        return news;
    }

    /** What there was at the first call is of earlier events, and of earlier tries of ours. */
    private void tellRefusals(List<Notice> news, boolean earlier) {
        try {
            for (JsonNode each : api.refusals(service)) {
                if (refused.add(each) && !earlier) {
                    news.add(
                            new Refused(each.path("event").asText(), each.path("reason").asText()));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // the moves count: what was refused is asked for again
        }
    }

    private void tell(String name, JsonNode rollout, List<Notice> news) {
        for (JsonNode move : rollout.path("history")) {
            if (move.path("revision").asLong() > told.getOrDefault(name, 0L)) {
                told.put(name, move.path("revision").asLong());
                news.add(moved(name, move));
            }
        }
        if (!rollout.at("/rollout/live").asBoolean()) {
            ended.add(name);
            return;
        }
        JsonNode next = rollout.path("next");
        String event = next.path("event").asText();
        if (!event.isEmpty() && !event.equals(queued.put(name, event))) {
            news.add(new Queued(name, next.path("version").asText(), event));
        }
        String what = waiting(rollout);
        if (!what.isEmpty() && !what.equals(waits.put(name, what))) {
            news.add(new Waiting(name, what));
        }
    }

    private static Moved moved(String name, JsonNode move) {
        return new Moved(
                name,
                move.path("revision").asLong(),
                Instant.parse(move.path("at").asText()),
                move.path("phase").asText(),
                move.path("step").asInt(),
                move.path("weightPercent").decimalValue(),
                move.path("cause").asText(),
                move.path("event").asText(),
                move.path("initiator"));
    }

    private static String waiting(JsonNode rollout) {
        JsonNode problem = rollout.at("/rollout/problem");
        if (problem.isTextual()) {
            return "stalled: " + problem.asText();
        }
        if (rollout.path("reason").isTextual()) {
            return "waits: " + rollout.path("reason").asText();
        }
        return rollout.path("due").isTextual() ? "until " + rollout.path("due").asText() : "";
    }
}
