package dev.tidegate.cli.evidence;

import dev.tidegate.core.rollout.UntilProven;

/** What becomes of a release at a time. */
sealed interface Next {

    /** It stays as it is. */
    record Stays() implements Next {}

    /** It goes to that step; their number when the last one is over. */
    record Goes(int stage) implements Next {}

    /** It was not proven in time. */
    record Ends(UntilProven.Then then) implements Next {}
}
