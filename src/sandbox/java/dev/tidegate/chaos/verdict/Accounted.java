package dev.tidegate.chaos.verdict;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.OfAlert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every record that was sent has led to something: a deployment and a command have moved a release
 * or were refused, and that was told; an alert too, or the log says why it moves nothing; rubbish
 * is a dead letter.
 */
final class Accounted {

    private final Set<String> told = new HashSet<>();
    private final Set<String> said = new HashSet<>();
    private final Set<Entry.Letter> letters;

    private Accounted(History history) {
        for (Entry.Told each : history.all(Entry.Told.class)) {
            told.add(each.data().path("event").asText());
        }
        history.all(Entry.Said.class).forEach(each -> said.add(each.event()));
        letters = Set.copyOf(history.all(Entry.Letter.class));
    }

    static List<Finding> findings(History history) {
        Accounted accounted = new Accounted(history);
        Decoding decoding = new Decoding(history);
        List<Finding> findings = new ArrayList<>();
        for (Entry.Sent sent : history.sent()) {
            Optional<RolloutEvent> event = decoding.event(sent);
            boolean there =
                    event.map(accounted::accounts)
                            .orElseGet(() -> accounted.letters.contains(letter(sent)));
            if (!there) {
                findings.add(finding(sent, event));
            }
        }
        return findings;
    }

    private boolean accounts(RolloutEvent event) {
        return told.contains(event.id()) || (event instanceof OfAlert && said.contains(event.id()));
    }

    private static Entry.Letter letter(Entry.Sent sent) {
        return new Entry.Letter(sent.topic(), sent.partition(), sent.offset());
    }

    private static Finding finding(Entry.Sent sent, Optional<RolloutEvent> event) {
        String where =
                "offset %d of %s-%d".formatted(sent.offset(), sent.topic(), sent.partition());
        return new Finding(
                "events",
                "every event leads to something that is told",
                event.map(e -> "nothing was told of %s, at %s".formatted(e.id(), where))
                        .orElse("no dead letter of " + where));
    }
}
