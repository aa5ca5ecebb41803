package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.text.TimeText;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policy a rollout started under; a policy edited meanwhile does not change it.
 *
 * @param routing which routes to move
 * @param steps none takes a weight back, and each changes something; the last is 100 %, which is
 *     added when missing
 * @param bake how long the old version stays at hand after 100 %
 * @param readyTimeout how long Pending may last before the rollout fails
 * @param propagation how long Istio gets to learn of a new subset before a weight points at it
 * @param workload name of a version's Deployment, with {@code {service}} and {@code {version}}
 * @param availability how many of the canary's pods must be available
 * @param dryRun whether the release only decides and tells, and writes no route
 * @param scaleDown what becomes of the replaced version's pods; empty when they are left alone
 * @param analysis what it asks of its evidence; empty when it asks for none
 */
public record RolloutPlan(
        Routing routing,
        List<Step> steps,
        Duration bake,
        Duration readyTimeout,
        Duration propagation,
        String workload,
        OnAlert onAlert,
        OnNewDeploy onNewDeploy,
        OnDrift onDrift,
        Availability availability,
        boolean dryRun,
        Optional<ScaleDown> scaleDown,
        Optional<Analysis> analysis) {

    /** One that moves traffic, and no pods, and asks for no evidence. */
    public RolloutPlan(
            Routing routing,
            List<Step> steps,
            Duration bake,
            Duration readyTimeout,
            Duration propagation,
            String workload,
            OnAlert onAlert,
            OnNewDeploy onNewDeploy,
            OnDrift onDrift,
            Availability availability) {
        this(
                routing,
                steps,
                bake,
                readyTimeout,
                propagation,
                workload,
                onAlert,
                onNewDeploy,
                onDrift,
                availability,
                false,
                Optional.empty(),
                Optional.empty());
    }

    public RolloutPlan {
        steps = completed(steps);
        requireNotNegative("bake", bake);
        requireNotNegative("readyTimeout", readyTimeout);
        requireNotNegative("propagation", propagation);
        scaleDown.ifPresent(rule -> rule.requireFit(workload, availability));
    }

    /**
     * The same with nothing before 100 % but what no request is to be lost for, and never dry: who
     * goes back wants the traffic to move.
     */
    public RolloutPlan straight() {
        boolean hosts = routing.destinations() instanceof Routing.Hosts;
        return new RolloutPlan(
                routing,
                List.of(),
                bake,
                readyTimeout,
                hosts ? Duration.ZERO : propagation,
                workload,
                onAlert,
                onNewDeploy,
                onDrift,
                availability,
                false,
                scaleDown.map(rule -> rule.notBefore(propagation)),
                Optional.empty());
    }

    /**
     * Whether the alert is about a version of the service: it names the version, its workload, or
     * in host mode its host.
     */
    public boolean isNamedBy(Alert alert, ServiceKey service, Version version) {
        return alert.names(version, Routing.workload(workload, service, version))
                || alert.says(word -> routing.isHostOf(word, version));
    }

    private static List<Step> completed(List<Step> steps) {
        List<Step> all = new ArrayList<>(steps);
        for (int i = 1; i < all.size(); i++) {
            if (!all.get(i).traffic().follows(all.get(i - 1).traffic())) {
                throw new IllegalArgumentException(
                        "steps[%d].weight: %s does not increase from %s; each step must give the canary more%s"
                                .formatted(
                                        i,
                                        all.get(i).weight(),
                                        all.get(i - 1).weight(),
                                        plain(all)
                                                ? ""
                                                : ", or the same with another match, sticky or"
                                                        + " mirror"));
            }
        }
        if (all.isEmpty() || !all.getLast().weight().equals(Weight.FULL)) {
            all.add(new Step(Weight.FULL, Duration.ZERO, false));
        }
        return List.copyOf(all);
    }

    private static boolean plain(List<Step> steps) {
        return steps.stream().allMatch(step -> step.traffic().plain());
    }

    private static void requireNotNegative(String field, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "%s: %s is negative; use 0s or more".formatted(field, TimeText.span(duration)));
        }
    }

    /**
     * What an alert does.
     *
     * @param severities the severities that count; others are ignored
     * @param unversioned what an alert does that names no version
     * @param memory how long an alert is taken to fire that is neither repeated nor resolved
     */
    public record OnAlert(List<String> severities, Unversioned unversioned, Duration memory) {

        /** Above twice Alertmanager's usual {@code repeat_interval} of four hours. */
        public static final Duration MEMORY = Duration.ofHours(9);

        /** With the usual memory. */
        public OnAlert(List<String> severities, Unversioned unversioned) {
            this(severities, unversioned, MEMORY);
        }

        public OnAlert {
            severities = List.copyOf(severities);
            if (severities.isEmpty()) {
                throw new IllegalArgumentException(
                        "onAlert.severity: is empty, so no alert would ever roll back; name at"
                                + " least one, such as critical");
            }
            if (!memory.isPositive()) {
                throw new IllegalArgumentException(
                        "alertMemory: is 0s, so no alert would hold a release; use more than twice"
                                + " the repeat_interval of your alerting, such as 9h");
            }
        }

        /** Whether {@code alert} is of a severity that counts. */
        public boolean counts(Alert alert) {
            return severities.contains(alert.severity());
        }
    }

    /** What an alert does that names no version. */
    public enum Unversioned {
        ROLLBACK,
        PAUSE,
        IGNORE
    }

    /** What a deployment does to the live rollout of its service. */
    public enum OnNewDeploy {
        SUPERSEDE,
        QUEUE,
        REJECT
    }

    /** What a hand edit of our weights does. */
    public enum OnDrift {
        REVERT,
        ADOPT,
        PAUSE
    }
}
