package dev.tidegate.controller;

import java.util.Optional;

/**
 * How one try to handle something ended.
 *
 * @param retry why to try again later; empty when everything that follows is acknowledged
 */
record Turn(Optional<String> retry) {

    static final Turn DONE = new Turn(Optional.empty());

    static Turn retry(String why) {
        return new Turn(Optional.of(why));
    }

    boolean isDone() {
        return retry.isEmpty();
    }
}
