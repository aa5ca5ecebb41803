package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.freezes.KubernetesFreezes;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.topics.Topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Somebody freezes a namespace or all for a while, by commands or by hand. */
final class Freezing {

    /** Tidegate's own namespace in these worlds. */
    static final String HOME = "tidegate";

    private static final Kind KIND = new Kind("", "v1", "ConfigMap", "configmaps");

    private final FreezeScope scope;
    private final Duration at;
    private final Duration length;
    private final boolean byHand;
    private final int number;

    Freezing(Choices choices, String namespace, int number) {
        scope = choices.oneIn(3) ? FreezeScope.ALL : FreezeScope.of(namespace);
        at = Events.some(choices);
        length = Duration.ofSeconds(5 + choices.next(120));
        byHand = choices.oneIn(2);
        this.number = number;
    }

    /** One to three of them, each of a namespace of these services or of all. */
    static void some(List<Act> acts, Choices choices, List<SimService> services) {
        for (int i = 1 + choices.next(3); i > 0; i--) {
            SimService any = services.get(choices.next(services.size()));
            new Freezing(choices, any.key().namespace(), i).into(acts);
        }
    }

    private void into(List<Act> acts) {
        acts.add(act(at, Action.FREEZE));
        acts.add(act(at.plus(length), Action.UNFREEZE));
    }

    private Act act(Duration when, Action action) {
        String word = action.name().toLowerCase(Locale.ROOT);
        String title = "somebody %ss %s%s".formatted(word, scope, byHand ? " by hand" : "");
        return new Act(
                when,
                title,
                byHand
                        ? world -> edit(world, action == Action.FREEZE)
                        : world -> world.send(Topic.COMMANDS, command(world, action, word)));
    }

    private Command command(World world, Action action, String word) {
        return new Command(
                "/people %s-%d".formatted(word, number),
                scope.service(),
                world.kernel().now(),
                action,
                Optional.empty(),
                "an operator",
                "");
    }

    private void edit(World world, boolean freeze) {
        Optional<ApiObject> found = world.server().get(KIND.title(), HOME, KubernetesFreezes.NAME);
        ApiObject before =
                found.orElseGet(() -> ApiObject.of(KIND, HOME, KubernetesFreezes.NAME, "", ""));
        Map<String, Object> data = new LinkedHashMap<>(before.map("data"));
        String key = scope.namespace().orElse("_all");
        if (freeze) {
            data.put(key, "by hand");
        } else {
            data.remove(key);
        }
        ApiObject after = before.with("data", data);
        if (found.isPresent()) {
            world.server().update(World.PEOPLE, KIND.title(), after);
        } else {
            world.server().create(World.PEOPLE, KIND.title(), after);
        }
    }
}
