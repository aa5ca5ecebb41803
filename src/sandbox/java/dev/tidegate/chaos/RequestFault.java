package dev.tidegate.chaos;

import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.simulation.kernel.Choices;

import java.time.Duration;
import java.util.List;

/**
 * What becomes of the next few requests of a kind.
 *
 * @param times how many of them
 */
record RequestFault(Way way, String verb, String kind, int times) {

    private static final List<String> KINDS =
            List.of("Rollout", "VirtualService", "DestinationRule", "RolloutPolicy", "Lease", "*");

    /** Longer than the product waits for an answer. */
    private static final Duration LATE = Duration.ofSeconds(7);

    private static final Duration SLOW = Duration.ofSeconds(2);

    /** How a request fails. */
    enum Way {
        CONFLICT("are answered with a conflict"),
        TOO_MANY("are too many"),
        BROKEN("meet an error of the API server"),
        AWAY("find nobody"),
        LOST("are lost"),
        UNANSWERED("are done, and their answer is lost"),
        LATE("are done when nobody waits for them any more"),
        SLOW("are done slowly"),
        RESET("are cut off");

        private final String says;

        Way(String says) {
            this.says = says;
        }
    }

    static RequestFault drawn(Choices choices) {
        Way way = Way.values()[choices.next(Way.values().length)];
        String verb = choices.oneIn(3) ? "list" : "update";
        String kind = KINDS.get(choices.next(KINDS.size()));
        return new RequestFault(way, verb, kind, 1 + choices.next(6));
    }

    void makeAt(ApiServer server) {
        switch (way) {
            case CONFLICT -> server.fail(verb, kind, times, 409);
            case TOO_MANY -> server.fail(verb, kind, times, 429);
            case BROKEN -> server.fail(verb, kind, times, 500);
            case AWAY -> server.fail(verb, kind, times, 503);
            case LOST -> server.hang(verb, kind, times);
            case UNANSWERED -> server.loseAnswers(verb, kind, times);
            case LATE -> server.delay(verb, kind, times, LATE);
            case SLOW -> server.delay(verb, kind, times, SLOW);
            case RESET -> server.reset(verb, kind, times);
        }
    }

    /** In plain words. */
    String says() {
        return "the next %d requests to %s %s %s"
                .formatted(times, verb, kind.equals("*") ? "anything" : kind + "s", way.says);
    }
}
