package dev.tidegate.controller;

import java.util.Set;

/**
 * How far the outcomes of a rollout were published.
 *
 * @param revision every move up to this one
 * @param refusals ids of refused events, as far as the status still holds them
 */
record Told(long revision, Set<String> refusals) {

    static final Told NOTHING = new Told(0, Set.of());

    Told {
        refusals = Set.copyOf(refusals);
    }
}
