package dev.tidegate.chaos.verdict;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long alerts took: from when one for a canary under traffic was handed to Kafka to the write
 * that took that traffic away.
 */
public final class Latencies {

    private final History history;
    private final Map<String, List<Entry.Written>> routes = new HashMap<>();
    private final Map<String, String> canaries = new HashMap<>();

    private Latencies(History history) {
        this.history = history;
        for (Entry.Written written : history.written()) {
            if (written.kind().equals("VirtualService")) {
                JsonNode meta = written.object().path("metadata");
                String key = meta.path("namespace").asText() + "/" + meta.path("name").asText();
                routes.computeIfAbsent(key, _ -> new ArrayList<>()).add(written);
            }
        }
        for (Entry.Told told : history.all(Entry.Told.class)) {
            canaries.putIfAbsent(
                    told.data().path("event").asText(), told.data().path("canary").asText());
        }
    }

    /** Each of them in nanoseconds. */
    public static List<Long> of(History history) {
        return new Latencies(history).all();
    }

    private List<Long> all() {
        Decoding decoding = new Decoding(history);
        Map<String, Long> each = new HashMap<>();
        for (Entry.Sent sent : history.sent()) {
            decoding.event(sent)
                    .filter(AlertFired.class::isInstance)
                    .filter(event -> canaries.containsKey(event.id()))
                    .flatMap(event -> service(event.service().toString()))
                    .ifPresent(
                            service ->
                                    nanos(service, sent)
                                            .ifPresent(n -> each.putIfAbsent(sent.event(), n)));
        }
        return List.copyOf(each.values());
    }

    private Optional<SimService> service(String key) {
        return history.services().stream().filter(s -> s.key().toString().equals(key)).findFirst();
    }

    private OptionalLong nanos(SimService service, Entry.Sent alert) {
        String canary = canaries.getOrDefault(alert.event(), "");
        boolean carried = false;
        for (Entry.Written written : routes.getOrDefault(service.key().toString(), List.of())) {
            ApiObject object = new ApiObject(Json.tree(written.object()));
            boolean carries = RouteView.weights(service, object).getOrDefault(canary, 0) > 0;
            if (written.micros() >= alert.handed() && !carries) {
                return carried
                        ? OptionalLong.of((written.micros() - alert.handed()) * 1_000)
                        : OptionalLong.empty();
            }
            carried = carries;
        }
        return OptionalLong.empty();
    }
}
