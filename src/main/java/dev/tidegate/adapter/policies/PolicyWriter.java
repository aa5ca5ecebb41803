package dev.tidegate.adapter.policies;

import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.routing.HostTable;
import dev.tidegate.core.routing.HostTemplate;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.text.TimeText;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** Writes a plan as the policy snapshot of a rollout: reading it again gives the same plan. */
public final class PolicyWriter {

    private PolicyWriter() {}

    public static RolloutPolicySpec spec(RolloutPlan plan) {
        return new RolloutPolicySpec(
                route(plan.routing()),
                plan.steps().stream().map(PolicyWriter::step).toList(),
                null,
                TimeText.span(plan.bake()),
                TimeText.span(plan.readyTimeout()),
                TimeText.span(plan.propagation()),
                plan.workload(),
                loadBalancer(plan.routing()),
                new OnAlertSpec(plan.onAlert().severities(), word(plan.onAlert().unversioned())),
                TimeText.span(plan.onAlert().memory()),
                word(plan.onNewDeploy()),
                word(plan.onDrift()),
                PodsSpec.of(plan.availability()),
                null,
                null,
                plan.dryRun() ? true : null,
                OldVersionSpec.write(plan.scaleDown()),
                AnalysisSpecs.write(plan.analysis()));
    }

    private static StepSpec step(Step step) {
        return new StepSpec(
                step.weight().percent(),
                RequestMatchSpecs.write(step.traffic().match()),
                TimeText.span(step.hold()),
                step.pause() ? new StepSpec.Pause() : null,
                StickySpecs.write(step.traffic().sticky()),
                MirrorShare.write(step.traffic().mirror()),
                step.until().map(until -> UntilSpecs.PROVEN).orElse(null),
                step.until().map(until -> TimeText.span(until.maxHold())).orElse(null),
                step.until().map(until -> UntilSpecs.word(until.then())).orElse(null));
    }

    private static @Nullable LoadBalancerSpec loadBalancer(Routing routing) {
        return routing.destinations() instanceof Routing.Subsets subsets
                ? subsets.loadBalancer().map(LoadBalancerSpecs::of).orElse(null)
                : null;
    }

    private static RouteSpec route(Routing routing) {
        List<VirtualServiceSpec> refs =
                routing.virtualServices().stream().map(PolicyWriter::reference).toList();
        return switch (routing.destinations()) {
            case Routing.Subsets s ->
                    new RouteSpec(refs, s.destinationRule(), null, s.versionLabel(), null);
            case Routing.Hosts(String _, HostTemplate(String text)) ->
                    new RouteSpec(refs, null, text, null, null);
            case Routing.Hosts(String _, HostTable table) ->
                    new RouteSpec(refs, null, null, null, HostSpecs.write(table));
        };
    }

    private static VirtualServiceSpec reference(Routing.VirtualServiceRef ref) {
        return new VirtualServiceSpec(
                ref.name(),
                ref.namespace(),
                ref.http(),
                RouteMatchSpecs.write(ref.httpMatch()),
                RouteMatchSpecs.writeTls(ref.tls()),
                RouteMatchSpecs.write(ref.tcp()));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
