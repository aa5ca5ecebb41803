package dev.tidegate.adapter.kubernetes;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Handled;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RouteState;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.text.TimeText;
import dev.tidegate.core.traffic.Traffic;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A rollout as its resource and back; nothing is lost on the way. */
public final class RolloutStatuses {

    private RolloutStatuses() {}

    /** The status that shows {@code rollout}. */
    public static RolloutStatus of(Rollout rollout, long generation, long publishedRevision) {
        PhaseStatus phase = PhaseStatus.of(rollout.phase());
        int step = rollout.history().isEmpty() ? 0 : rollout.history().getLast().step();
        return new RolloutStatus(
                generation,
                phase.phase(),
                step + "/" + rollout.plan().steps().size(),
                rollout.plan().steps().stream()
                        .map(RolloutStatuses::text)
                        .collect(Collectors.joining(", ")),
                rollout.canaryWeight().percent().toPlainString()
                        + (rollout.routes().problem().isPresent() ? "% (not applied)" : "%"),
                rollout.stable().map(Version::name).orElse(null),
                phase.since().toString(),
                text(phase.due()),
                phase.reason(),
                rollout.pods().waits().map(List::of).orElse(phase.blockers()),
                phase.stepIndex(),
                phase.declared(),
                interrupted(phase.interrupted()),
                rollout.wanted().map(RolloutStatuses::shares).orElse(null),
                rollout.wantedRevision(),
                rollout.revision(),
                publishedRevision,
                rollout.history().stream().map(RolloutStatuses::line).toList(),
                rollout.handled().events().stream().map(Handled.Seen::id).toList(),
                rollout.handled().events().stream().map(seen -> seen.time().toString()).toList(),
                rollout.handled().forgotten().map(Instant::toString).orElse(null),
                rollout.handled().alerts(),
                rollout.next().map(NextDeploy::of).orElse(null),
                rollout.routes().host().orElse(null),
                rollout.routes().standing().orElse(null),
                rollout.routes().acknowledged(),
                rollout.routes().problem().orElse(null),
                rollout.pods().noneSince().map(Instant::toString).orElse(null),
                rollout.refusals().stream()
                        .map(
                                r ->
                                        new RefusalStatus(
                                                r.event(),
                                                r.time().toString(),
                                                r.reason(),
                                                r.initiator().orElse(null)))
                        .toList(),
                Conditions.of(rollout, generation));
    }

    /** The name of a service's release: service and number are told by it alone. */
    static String name(ServiceKey service, int number) {
        return service.name() + "-" + number;
    }

    /**
     * The rollout that a resource holds; one without a status has just been opened.
     *
     * @throws IllegalArgumentException naming what is wrong with the resource
     */
    public static Stored read(RolloutResource resource) {
        String namespace = resource.getMetadata().getNamespace();
        RolloutSpec spec = resource.getSpec();
        if (spec == null) {
            throw new IllegalArgumentException("spec: is missing");
        }
        ServiceKey service = new ServiceKey(namespace, spec.service());
        String name = resource.getMetadata().getName();
        if (!name.equals(name(service, spec.number()))) {
            throw new IllegalArgumentException(
                    "metadata.name: \"%s\" is not the name of release %d of service %s; that is %s"
                            .formatted(
                                    name,
                                    spec.number(),
                                    spec.service(),
                                    name(service, spec.number())));
        }
        Rollout.Identity identity =
                new Rollout.Identity(
                        resource.getMetadata().getUid(),
                        name,
                        PolicyReader.plan(namespace, spec.policy()),
                        spec.event().deploy(service, spec.version()));
        RolloutStatus status = resource.getStatus();
        boolean opened = status == null || status.phase() == null;
        return new Stored(
                opened
                        ? Rollout.opened(
                                identity,
                                Instant.parse(resource.getMetadata().getCreationTimestamp()))
                        : rollout(identity, status),
                spec.number(),
                resource.getMetadata().getResourceVersion(),
                opened ? 0 : or(status.publishedRevision()));
    }

    private static Rollout rollout(Rollout.Identity identity, RolloutStatus status) {
        PhaseStatus phase =
                new PhaseStatus(
                        Objects.requireNonNull(status.phase()),
                        time("since", status.since()),
                        instant(status.due()),
                        status.stepIndex(),
                        list(status.blockers()),
                        status.reason(),
                        status.declared(),
                        before(status.interrupted()));
        Phase read = phase.toPhase();
        return new Rollout(
                identity,
                or(status.revision()),
                read,
                Optional.ofNullable(status.stable()).map(Version::new),
                wanted(list(status.wanted())).map(Traffic::new),
                or(status.wantedRevision()),
                list(status.history()).stream().map(line -> move(line, identity.name())).toList(),
                HandledStatus.read(status),
                Optional.ofNullable(status.next()).map(n -> n.deploy(identity.deploy().service())),
                new RouteState(
                        Optional.ofNullable(status.host()),
                        Optional.ofNullable(status.standing()),
                        or(status.acknowledgedRevision()),
                        Optional.ofNullable(status.problem())),
                pods(read.kind(), status),
                list(status.refusals()).stream().map(RolloutStatuses::refusal).toList());
    }

    private static Refusal refusal(RefusalStatus refusal) {
        return new Refusal(
                refusal.event(),
                Instant.parse(refusal.time()),
                refusal.reason(),
                Optional.ofNullable(refusal.initiator()));
    }

    /** The blockers of Pending are the phase's own. */
    private static PodState pods(PhaseKind phase, RolloutStatus status) {
        return new PodState(
                phase == PhaseKind.PENDING
                        ? Optional.empty()
                        : list(status.blockers()).stream().findFirst(),
                Optional.ofNullable(instant(status.podsGoneSince())));
    }

    private static @Nullable Interrupted interrupted(@Nullable PhaseStatus phase) {
        return phase == null
                ? null
                : new Interrupted(
                        phase.phase(),
                        phase.since().toString(),
                        Objects.requireNonNull(text(phase.due())),
                        phase.stepIndex(),
                        phase.blockers());
    }

    private static @Nullable PhaseStatus before(@Nullable Interrupted status) {
        return status == null
                ? null
                : new PhaseStatus(
                        status.phase(),
                        Instant.parse(status.since()),
                        Instant.parse(status.due()),
                        status.stepIndex(),
                        list(status.blockers()),
                        null,
                        null,
                        null);
    }

    private static List<Share> shares(Distribution wanted) {
        return wanted.weights().entrySet().stream()
                .map(e -> new Share(e.getKey().name(), e.getValue().percent()))
                .toList();
    }

    private static Optional<Distribution> wanted(List<Share> shares) {
        Map<Version, Weight> weights = new LinkedHashMap<>();
        shares.forEach(s -> weights.put(new Version(s.version()), Weight.ofPercent(s.weight())));
        return weights.isEmpty() ? Optional.empty() : Optional.of(new Distribution(weights));
    }

    private static MoveStatus line(Move move) {
        return new MoveStatus(
                move.revision(),
                move.at().toString(),
                move.phase().title(),
                move.step(),
                move.weight().percent(),
                move.cause(),
                move.eventId(),
                move.initiator().orElse(null));
    }

    /** Once what followed from an event had its id, and {@code +reviews-3/2} behind it. */
    private static Move move(MoveStatus line, String rollout) {
        String event = line.event().replaceFirst("\\+" + Pattern.quote(rollout) + "/\\d.*", "");
        return new Move(
                line.revision(),
                Instant.parse(line.at()),
                PhaseStatus.kind(line.phase()),
                line.step(),
                Weight.ofPercent(line.weight()),
                line.cause(),
                event,
                Optional.ofNullable(line.initiator()));
    }

    private static Instant time(String field, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("status." + field + ": is missing");
        }
        return Instant.parse(value);
    }

    private static @Nullable Instant instant(@Nullable String value) {
        return value == null ? null : Instant.parse(value);
    }

    private static String text(Step step) {
        return step.weight().percent().toPlainString()
                + "%"
                + (step.hold().isZero() ? "" : " " + TimeText.span(step.hold()))
                + (step.pause() ? " paused" : "");
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static long or(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
