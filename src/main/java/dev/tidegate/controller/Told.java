package dev.tidegate.controller;

import dev.tidegate.core.rollout.Scaling;

import java.util.Set;

/**
 * How far the outcomes of a rollout were published.
 *
 * @param revision every move up to this one
 * @param refusals ids of refused events, as far as the status still holds them
 * @param scalings what was done to the pods, as far as the status holds it as untold
 */
record Told(long revision, Set<String> refusals, Set<Scaling> scalings) {

    static final Told NOTHING = new Told(0, Set.of(), Set.of());

    Told {
        refusals = Set.copyOf(refusals);
        scalings = Set.copyOf(scalings);
    }

    Told upTo(long move) {
        return new Told(move, refusals, scalings);
    }
}
