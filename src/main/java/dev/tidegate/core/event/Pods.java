package dev.tidegate.core.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the cluster shows of the pods of one version. */
public sealed interface Pods {

    /** The same pods when nobody can send to them; why, as a sentence for a person. */
    Pods unreached(String why);

    /** Nothing is known of them now; why, as a sentence for a person. */
    record Unseen(String why) implements Pods {
        @Override
        public Unseen unreached(String reason) {
            return this;
        }
    }

    /**
     * Its workload, as its status counts its pods.
     *
     * @param workload whose pods they are, for a person: {@code Deployment bookinfo/reviews-v2}
     * @param wanted how many the workload wants now, by an autoscaler too; 0 when there is none
     * @param available how many can take traffic, whatever the workload was like when they began
     * @param current how many of them are known to be of the workload's present state
     * @param obstacle why they cannot be enough, for a person; empty when only the number tells
     * @param falls when pods were lost of late, oldest first
     */
    record Seen(
            String workload,
            long wanted,
            long available,
            long current,
            Optional<String> obstacle,
            List<Fall> falls)
            implements Pods {

        public Seen {
            falls = List.copyOf(falls);
        }

        @Override
        public Seen unreached(String why) {
            return new Seen(workload, Math.max(wanted, 1), 0, 0, Optional.of(why), falls);
        }
    }

    /**
     * No Deployment counts them: they run elsewhere, or the policy does not ask for pods. What is
     * known is whether their host leads to anybody.
     *
     * @param unreached why nobody is known to be there, as a sentence for a person; empty when
     *     somebody may be
     */
    record Elsewhere(Optional<String> unreached) implements Pods {
        @Override
        public Elsewhere unreached(String why) {
            return new Elsewhere(Optional.of(why));
        }
    }

    /**
     * Pods ceased to be available, and nobody had asked for that.
     *
     * @param from how many were available before
     * @param to how many after
     * @param wanted how many the workload wanted then
     */
    record Fall(Instant at, long from, long to, long wanted) {}
}
