package dev.tidegate.adapter.freezes;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.text.TimeText;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a command makes of the ConfigMap: one key is set or taken away, and all else stays. */
record FreezeEdit(ApiObject map, Command command) {

    private String key() {
        return Frozen.key(FreezeScope.of(command).orElseThrow());
    }

    private boolean freezes() {
        return command.action() == Action.FREEZE;
    }

    /** Whether anything is frozen, or for another reason, or no longer, by it. */
    boolean changes() {
        return freezes() || Frozen.of(map).reasons().containsKey(key());
    }

    /** The ConfigMap after it, which says that these were followed. */
    ApiObject made(FollowedCommands followed) {
        Map<String, Object> data = new LinkedHashMap<>(map.map("data"));
        Map<String, Object> binary = new LinkedHashMap<>(map.map("binaryData"));
        Map<String, Object> others = others(data.keySet(), binary.keySet());
        data.keySet().removeIf(this::isMeant);
        binary.keySet().removeIf(this::isMeant);
        others.forEach(data::putIfAbsent);
        if (freezes()) {
            data.put(key(), reason());
        }
        ApiObject next = followed.in(map.with("data", data));
        return map.tree().containsKey("binaryData") ? next.with("binaryData", binary) : next;
    }

    /** What else a key may mean that is taken away stays frozen, under its right name. */
    private Map<String, Object> others(Set<String> data, Set<String> binary) {
        Map<String, Object> others = new LinkedHashMap<>();
        Stream.concat(data.stream(), binary.stream())
                .filter(written -> isMeant(written) && !written.equals(key()))
                .forEach(
                        written ->
                                new FreezeKey(written)
                                        .meant().stream()
                                                .filter(name -> !name.equals(key()))
                                                .forEach(
                                                        name ->
                                                                others.put(
                                                                        name,
                                                                        "written as " + written)));
        return others;
    }

    /** The end of a freeze takes away what was taken for its key, too. */
    private boolean isMeant(String written) {
        return written.equals(key())
                || (!freezes() && new FreezeKey(written).meant().contains(key()));
    }

    /** For people: by whom, since when and why; a long why is cut. */
    private String reason() {
        String who = "by %s at %s".formatted(command.actor(), TimeText.moment(command.time()));
        return command.reason().isEmpty() ? who : who + ": " + command.reason();
    }
}
