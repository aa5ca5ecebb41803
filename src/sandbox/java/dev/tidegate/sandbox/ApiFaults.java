package dev.tidegate.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The troubles that a test asks the API server double for. */
final class ApiFaults {

    /** What goes wrong with one request. */
    sealed interface Fault {

        /** The answer is this status and nothing is done. */
        record Answer(int status) implements Fault {}

        /** It is done after a while. */
        record Delay(Duration by) implements Fault {}

        /** It is done, and the answer never comes. */
        record LostAnswer() implements Fault {}

        /** It is not done, and its connection is cut. */
        record Reset() implements Fault {}

        /** It is not done, and no answer comes: the client runs into its time-out. */
        record Silence() implements Fault {}
    }

    private static final class Rule {
        final String verb;
        final String kind;
        final Fault fault;
        int left;

        Rule(String verb, String kind, Fault fault, int left) {
            this.verb = verb;
            this.kind = kind;
            this.fault = fault;
            this.left = left;
        }
    }

    private final List<Rule> rules = new ArrayList<>();

    synchronized void add(String verb, String kind, int times, Fault fault) {
        rules.add(new Rule(verb, kind, fault, times));
    }

    synchronized void clear() {
        rules.clear();
    }

    synchronized Optional<Fault> next(ApiCall call) {
        for (Rule rule : rules) {
            boolean verb = rule.verb.equals("*") || rule.verb.equals(call.verb());
            boolean kind = rule.kind.equals("*") || rule.kind.equals(call.kind().kind());
            if (verb && kind && rule.left > 0) {
                rule.left--;
                return Optional.of(rule.fault);
            }
        }
        return Optional.empty();
    }
}
