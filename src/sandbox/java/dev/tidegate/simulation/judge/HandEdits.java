package dev.tidegate.simulation.judge;

import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.SimService;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whose hand was on the routes, the subsets and the grants of each service, and when. */
final class HandEdits {

    /** So old may be what a process sees of an object. */
    private static final long SEEN_MICROS = 90_000_000;

    private record Written(long micros, boolean own) {}

    private final Facts facts;

    /** The writes of each object, by service and kind. */
    private final Map<String, Map<String, List<Written>>> writes = new HashMap<>();

    HandEdits(Facts facts) {
        this.facts = facts;
    }

    void wrote(Change change) {
        facts.routesOf(change)
                .or(() -> facts.ruleOf(change))
                .or(() -> facts.grantOf(change))
                .filter(_ -> facts.micros() > 0)
                .ifPresent(
                        service ->
                                writes.computeIfAbsent(key(service), _ -> new HashMap<>())
                                        .computeIfAbsent(change.kind(), _ -> new ArrayList<>())
                                        .add(new Written(facts.micros(), facts.own(change))));
    }

    private static String key(SimService service) {
        return service.key().toString();
    }

    /**
     * Whether a process may come upon somebody's edit between two times: it was made then or was
     * not seen before, or the object was still as somebody had left it.
     */
    boolean mayShow(SimService service, long from, long to) {
        long until = to + Clocks.GRAIN_MICROS;
        return writes.getOrDefault(key(service), Map.of()).values().stream()
                .map(all -> all.stream().filter(w -> w.micros() <= until).toList())
                .filter(all -> !all.isEmpty())
                .anyMatch(
                        all ->
                                !all.getLast().own()
                                        || all.stream()
                                                .anyMatch(
                                                        w ->
                                                                !w.own()
                                                                        && w.micros()
                                                                                >= from
                                                                                        - SEEN_MICROS));
    }
}
