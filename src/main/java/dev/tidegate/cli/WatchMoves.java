package dev.tidegate.cli;

import dev.tidegate.cli.Notice.Moved;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.PhaseKind;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** {@code tidegate watch}: the moves of a rollout, from its first to its end. */
@Command(
        name = "watch",
        description = {
            "Shows the moves of a service's latest rollout until it ends.",
            "Exit code 0: it succeeded; 1: it ended otherwise; 3: the time was up."
        },
        mixinStandardHelpOptions = true)
final class WatchMoves implements Callable<Integer> {

    @Parameters(paramLabel = "NAMESPACE/SERVICE")
    private Optional<ServiceKey> service = Optional.empty();

    @Option(names = "--rollout", description = "This one, such as reviews-3 (the latest).")
    private Optional<String> rollout = Optional.empty();

    @Option(names = "--output", description = "text or json (text).")
    private Format output = Format.TEXT;

    @Mixin private ServerOptions reach = new ServerOptions();
    @Mixin private FollowRollout follow = new FollowRollout();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ServiceKey of = service.orElseThrow();
        try (ApiClient api = reach.api();
                Feed feed = api.feed(of)) {
            Optional<String> name = rollout.isPresent() ? rollout : latest(api, of);
            Predicate<Moved> it = moved -> name.map(moved.rollout()::equals).orElse(true);
            return follow.follow(
                    new FollowRollout.Target(it, "", _ -> PhaseKind.SUCCEEDED),
                    List.of(),
                    feed,
                    new Printer(spec.commandLine().getOut(), output),
                    spec.commandLine().getErr());
        }
    }

    private static Optional<String> latest(ApiClient api, ServiceKey service) throws IOException {
        var all = api.rollouts(Map.of("namespace", service.namespace(), "service", service.name()));
        return Optional.of(all.path(0).path("name").asText()).filter(n -> !n.isEmpty());
    }
}
