package dev.tidegate.adapter.policies;

import dev.tidegate.adapter.cluster.Background;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.Routing;

import org.jboss.logging.Logger;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Shows in each policy's status whether it is valid, and what it is warned of. */
final class Judgements implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Judgements.class);

    /** Writes a policy's status, changed in some way. */
    interface Update
            extends BiFunction<
                    ServiceKey, Function<KnownPolicy, RolloutPolicyStatus>, Result<Boolean>> {}

    private final PolicyCache known;
    private final Update update;
    private final Scheduler scheduler;
    private final Background<ServiceKey> due;

    Judgements(PolicyCache known, Scheduler scheduler, Update update) {
        this.known = known;
        this.update = update;
        this.scheduler = scheduler;
        this.due = new Background<>("policy-status", Integer.MAX_VALUE, scheduler, this::judge);
    }

    /** Of this policy the status is to be shown soon. */
    void due(ServiceKey service) {
        due.due(service);
    }

    /** The policy was written or deleted: what others are warned of may be another matter now. */
    void changed(Optional<KnownPolicy> before, Optional<KnownPolicy> now) {
        now.ifPresent(policy -> due(policy.service()));
        if (!before.flatMap(KnownPolicy::plan).equals(now.flatMap(KnownPolicy::plan))) {
            Stream.of(before, now)
                    .flatMap(Optional::stream)
                    .flatMap(this::beside)
                    .forEach(other -> due(other.service()));
        }
    }

    private Stream<KnownPolicy> beside(KnownPolicy policy) {
        return policy.plan().stream()
                .flatMap(plan -> known.beside(policy.service(), plan.routing()).stream())
                .flatMap(service -> Optional.ofNullable(known.find(service)).stream());
    }

    /** What the API server will never take is told, and over. */
    private boolean judge(ServiceKey service) {
        Result<Boolean> shown = update.apply(service, this::judged);
        if (shown instanceof Result.Rejected<Boolean>(String why)) {
            LOG.warnf("policy %s does not show whether it is valid: %s", service, why);
        }
        return shown instanceof Result.Done<?> || shown instanceof Result.Rejected<?>;
    }

    private RolloutPolicyStatus judged(KnownPolicy policy) {
        var now = scheduler.clock().instant();
        return Conditions.judged(policy, AlertMemory.of(policy, now).tidied(), shared(policy), now);
    }

    private List<String> shared(KnownPolicy policy) {
        return beside(policy).flatMap(other -> shared(policy, other).stream()).toList();
    }

    private static Optional<String> shared(KnownPolicy policy, KnownPolicy other) {
        Routing routing = policy.plan().orElseThrow().routing();
        return other.plan()
                .flatMap(plan -> routing.namedToo(plan.routing()))
                .map(
                        route ->
                                "route.virtualServices: RolloutPolicy %s names %s in the same words, so both may move one route, and then no release of one starts while the other's moves it; let only one of the policies name it, or see with tidegate preview that they find different ones"
                                        .formatted(other.service(), route));
    }

    @Override
    public void close() {
        due.close();
    }
}
