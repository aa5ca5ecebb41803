package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Availability;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.RouteState;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.traffic.Segment;
import dev.tidegate.core.traffic.StepTraffic;
import dev.tidegate.core.traffic.Traffic;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rollout that a golden folder's {@code rollout.yaml} describes in short. */
public record RouteCase(Map<String, Object> yaml) {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    String expect() {
        return text("expect", "writes");
    }

    public ServiceKey service() {
        return new ServiceKey("bookinfo", "reviews");
    }

    public Optional<Version> hint() {
        return yaml.containsKey("hint")
                ? Optional.of(new Version(text("hint", "")))
                : Optional.empty();
    }

    public RolloutPlan plan() {
        return new RolloutPlan(
                RoutingYaml.read(Tree.map(yaml, "routing")),
                steps(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                "{service}-{version}",
                new RolloutPlan.OnAlert(List.of("critical"), RolloutPlan.Unversioned.ROLLBACK),
                RolloutPlan.OnNewDeploy.SUPERSEDE,
                RolloutPlan.OnDrift.REVERT,
                Availability.DEFAULT);
    }

    /** The rollout as its routes see it. */
    public Release release() {
        return ReleaseView.of(rollout());
    }

    public Rollout rollout() {
        Version canary = new Version(text("canary", "v2"));
        Rollout.Identity identity =
                new Rollout.Identity(
                        text("uid", "uid"),
                        text("name", "reviews-3"),
                        plan(),
                        new DeployStarted("event", service(), AT, canary));
        Rollout opened = Rollout.opened(identity, AT);
        long revision = Tree.number(yaml, "revision");
        Version stable = new Version(text("stable", "v1"));
        return new Rollout(
                identity,
                revision,
                phase(text("phase", "Progressing")),
                Optional.of(stable),
                text("phase", "").equals("Pending")
                        ? Optional.empty()
                        : Optional.of(traffic(stable, canary)),
                revision,
                opened.history(),
                opened.handled(),
                Optional.empty(),
                new RouteState(
                        Optional.ofNullable((String) yaml.get("host")),
                        yaml.containsKey("prior")
                                ? Optional.of(prior(Tree.map(yaml, "prior")))
                                : Optional.empty(),
                        Tree.number(yaml, "acknowledged"),
                        Optional.empty()),
                PodState.NONE,
                List.of(),
                Optional.empty());
    }

    private static PriorTraffic prior(Map<String, Object> yaml) {
        return new PriorTraffic(texts(yaml, "routes"), texts(yaml, "problems"));
    }

    private static List<String> texts(Map<String, Object> yaml, String field) {
        return Tree.list(yaml, field).stream().map(String::valueOf).toList();
    }

    private Traffic traffic(Version stable, Version canary) {
        Traffic wanted = new Traffic(wanted(stable, canary), segments(canary));
        if (!yaml.containsKey("sticky") && !yaml.containsKey("mirror")) {
            return wanted;
        }
        return step().between(stable, canary, text("uid", "uid"));
    }

    StepTraffic step() {
        return new StepTraffic(
                weight(yaml, "weight"),
                MatchYamls.items(yaml),
                MatchYamls.sticky(yaml),
                weight(yaml, "mirror"));
    }

    /** Those of the plan, as far as the routes' reading asks for them. */
    private List<Step> steps() {
        return yaml.containsKey("mirrored")
                ? List.of(
                        new Step(
                                new StepTraffic(
                                        Weight.ZERO,
                                        List.of(),
                                        Optional.empty(),
                                        weight(yaml, "mirrored")),
                                Duration.ZERO,
                                false))
                : List.of();
    }

    private List<Segment> segments(Version canary) {
        return yaml.containsKey("match")
                ? List.of(new Segment(MatchYamls.items(yaml), Distribution.all(canary)))
                : List.of();
    }

    private Distribution wanted(Version stable, Version canary) {
        if (!yaml.containsKey("weights")) {
            Weight weight = weight(yaml, "weight");
            return weight.equals(Weight.ZERO)
                    ? Distribution.all(stable)
                    : Distribution.split(stable, canary, weight);
        }
        Map<Version, Weight> weights = new LinkedHashMap<>();
        Map<String, Object> given = Tree.map(yaml, "weights");
        given.keySet().forEach(name -> weights.put(new Version(name), weight(given, name)));
        return new Distribution(weights);
    }

    private static Weight weight(Map<String, Object> yaml, String key) {
        return Weight.ofPercent(new BigDecimal(String.valueOf(yaml.getOrDefault(key, 0))));
    }

    private static Phase phase(String title) {
        return switch (title) {
            case "Pending" -> new Phase.Pending(AT, AT, List.of());
            case "Preparing" -> new Phase.Preparing(AT, AT);
            case "Preparing again" -> new Phase.Preparing(1, AT, AT);
            case "Progressing" -> new Phase.Progressing(0, AT, AT);
            case "Paused in Preparing" ->
                    new Phase.Paused(new Phase.Preparing(AT, AT), false, "", AT);
            case "Paused" -> new Phase.Paused(new Phase.Progressing(0, AT, AT), false, "", AT);
            case "Baking" -> new Phase.Baking(AT, AT);
            case "Succeeded" -> new Phase.Succeeded(AT);
            case "RollingBack" -> new Phase.RollingBack("alert", AT);
            case "RolledBack" -> new Phase.RolledBack("alert", AT);
            case "Superseded" -> new Phase.Superseded("reviews-4", AT);
            case "Failed" -> new Phase.Failed("not ready", AT);
            default -> throw new IllegalArgumentException("phase: " + title);
        };
    }

    private String text(String key, String otherwise) {
        return String.valueOf(yaml.getOrDefault(key, otherwise));
    }
}
