package dev.tidegate.chaos.verdict;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;
import dev.tidegate.chaos.history.Rollouts;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.OfAlert;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.ApiServer;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.judge.Facts;
import dev.tidegate.simulation.judge.Judge;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.scene.SimService;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plays what was recorded of a service to the judge of the simulation: the same checks, on what
 * real parts did. Of each service the first thing that is broken is found. What a process's watch
 * showed it is not recorded, nor when its timers were due: {@link WholeHolds} looks at the holds.
 */
final class Replay {

    /** So much later than its own clock says may something have been, in microseconds. */
    private static final long GRAIN = 20_000;

    private final History history;
    private final SimService service;
    private final Kernel kernel = new Kernel(Choices.seeded(0));
    private final ApiServer server = new ApiServer(kernel);
    private final Judge judge;
    private final Map<String, ApiObject> objects = new HashMap<>();

    /** What was committed, by the id of its outcome. */
    private final Map<String, Move> moves = new HashMap<>();

    private final long startMicros;

    private Replay(History history, SimService service) {
        this.history = history;
        this.service = service;
        startMicros =
                Math.max(0, Duration.between(Kernel.START, history.start()).toMillis()) * 1_000;
        judge = new Judge(new Facts(kernel, server, List.of(service), Set.copyOf(Entry.PROCESSES)));
        server.listen(judge::changed);
    }

    static List<Finding> findings(History history) {
        return history.services().stream()
                .map(service -> new Replay(history, service).finding())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> finding() {
        Decoding decoding = new Decoding(history);
        Map<String, Long> answers = answers();
        Map<Entry.Sent, RolloutEvent> events = new HashMap<>();
        for (Entry.Sent sent : history.sent()) {
            decoding.event(sent)
                    .filter(event -> event.service().equals(service.key()))
                    .ifPresent(
                            event -> {
                                events.put(sent, event);
                                at(sent.micros(), () -> sent(event));
                                if (event instanceof OfAlert && answers.containsKey(event.id())) {
                                    at(answers.get(event.id()), () -> answered(sent, event));
                                }
                            });
        }
        for (Entry.Written written : history.written()) {
            if (concerns(written)) {
                at(time(written), () -> write(written));
            }
        }
        while (kernel.step()) {
            // until all of it is played
        }
        tell("");
        events.forEach(
                (sent, event) -> {
                    if (history.committed(sent)) {
                        judge.acknowledged(sent.topic(), event);
                    }
                });
        judge.settled();
        return judge.found()
                .map(v -> new Finding(v.invariant().name(), v.invariant().says(), v.what()));
    }

    /** When the first thing was told of an event, or said, and known: by the event's id. */
    private Map<String, Long> answers() {
        Map<String, Long> answers = new HashMap<>();
        for (Entry.Told told : history.all(Entry.Told.class)) {
            String event = told.data().path("event").asText();
            answers.merge(event, told.micros() + GRAIN, Math::min);
        }
        for (Entry.Said said : history.all(Entry.Said.class)) {
            answers.merge(said.event(), said.micros() + GRAIN, Math::min);
        }
        return answers;
    }

    /**
     * An alert was handled. Of other events nobody knows when, but that they were in the end: what
     * they led to is told only there.
     */
    private void answered(Entry.Sent sent, RolloutEvent alert) {
        tell("refused/" + alert.id());
        judge.acknowledged(sent.topic(), alert);
    }

    /** What people made before the first release is there from the beginning. */
    private long time(Entry.Written written) {
        boolean first = history.sent().stream().allMatch(s -> s.micros() > written.micros());
        return first ? -startMicros : written.micros();
    }

    private void at(long micros, Runnable work) {
        kernel.later(Duration.ofNanos((startMicros + micros) * 1_000), work);
    }

    private boolean concerns(Entry.Written written) {
        String name = written.object().at("/metadata/name").asText();
        String own = service.key().name();
        boolean namespace =
                written.object()
                        .at("/metadata/namespace")
                        .asText()
                        .equals(service.key().namespace());
        return namespace
                && (written.kind().equals(Rollouts.KIND)
                        ? written.object().at("/spec/service").asText().equals(own)
                        : name.equals(own) || name.startsWith(own + "-"));
    }

    private void sent(RolloutEvent event) {
        judge.sent(event);
        judge.delivered("the broker", event);
    }

    private void write(Entry.Written written) {
        ApiObject now = new ApiObject(Json.tree(written.object()));
        String key = written.kind() + " " + now.key();
        ApiObject before = objects.get(key);
        if (written.deleted()) {
            // what is kept may be deleted only when all of it was told
            tell(now.uid() + "/");
            objects.remove(key);
        } else {
            objects.put(key, now);
        }
        if (written.kind().equals(Rollouts.KIND) && !written.deleted()) {
            Rollout rollout = Rollouts.read(written.object()).rollout();
            rollout.history()
                    .forEach(m -> moves.put(rollout.identity().uid() + "/" + m.revision(), m));
        }
        ApiObject last = written.deleted() && before == null ? now : before;
        server.recorded(
                new Change(
                        kernel.micros(),
                        Math.min(kernel.micros(), startMicros + written.came()),
                        written.by(),
                        written.kind(),
                        last,
                        written.deleted() ? null : now));
    }

    /** Tells what was told, of ids that begin so. */
    private void tell(String ids) {
        for (Entry.Told told : history.all(Entry.Told.class)) {
            if (told.key().equals(service.key().toString()) && told.id().startsWith(ids)) {
                judge.told(told.id(), outcome(told));
            }
        }
    }

    private Object outcome(Entry.Told told) {
        if (told.id().startsWith("refused/")) {
            return new Refusal(
                    told.data().path("event").asText(),
                    Instant.EPOCH,
                    told.data().path("reason").asText(),
                    Optional.empty());
        }
        Move move = moves.get(told.id());
        return move != null && says(told.data(), move) ? move : told.data();
    }

    /** Whether what was told is the move; of the rest of its rollout one told late knows less. */
    private static boolean says(JsonNode told, Move move) {
        return told.path("revision").asLong() == move.revision()
                && told.path("phase").asText().equals(move.phase().title())
                && told.path("step").asInt() == move.step()
                && told.path("weight").decimalValue().compareTo(move.weight().percent()) == 0
                && told.path("cause").asText().equals(move.cause())
                && told.path("event").asText().equals(move.eventId());
    }
}
