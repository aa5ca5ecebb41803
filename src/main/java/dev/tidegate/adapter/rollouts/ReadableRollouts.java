package dev.tidegate.adapter.rollouts;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.text.PlainWords;

import org.jboss.logging.Logger;

import java.util.Optional;

/** The rollouts of a watch that can be read: one that cannot hinders no other. */
final class ReadableRollouts {

    private static final Logger LOG = Logger.getLogger(KubernetesRolloutStore.class);

    private ReadableRollouts() {}

    /** The rollout; empty when it cannot be read, which is told in the log. */
    static Optional<Stored> of(ApiObject object) {
        try {
            return Optional.of(RolloutReading.read(object));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "rollout %s cannot be read and is left alone: %s; repair it, or delete it",
                    object.key(), PlainWords.of(e.getMessage()));
            return Optional.empty();
        }
    }
}
