package dev.tidegate.adapter.freezes;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.RolloutEvent.Command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that a ConfigMap has followed, as one of its annotations keeps them: Kafka may
 * deliver all of a topic again. Only the commands about one key come in their order, so each key is
 * remembered by itself: of what is not kept the newest time, and whatever is not newer than that is
 * taken for a copy.
 *
 * @param commands the last ones, oldest first
 * @param forgotten by key the newest time of those that are not kept, oldest change first
 */
record FollowedCommands(List<FollowedCommand> commands, Map<String, Instant> forgotten) {

    /** How many commands about one key are kept. */
    static final int MOST_OF_A_KEY = 8;

    /** How many commands are kept in all: at the longest ids some 110 KB. */
    static final int MOST = 120;

    /** Of how many keys the time of what is not kept is known: at most some 50 KB. */
    static final int MOST_KEYS = 500;

    /** The annotation that keeps them. */
    static final String ANNOTATION = "tidegate.dev/followed-commands";

    FollowedCommands {
        commands = List.copyOf(commands);
        forgotten = Collections.unmodifiableMap(new LinkedHashMap<>(forgotten));
    }

    /** What the annotation says; a line that is none of ours says nothing. */
    static FollowedCommands parse(String text) {
        List<FollowedCommand> kept = new ArrayList<>();
        Map<String, Instant> forgotten = new LinkedHashMap<>();
        for (FollowedCommand line :
                text.lines().flatMap(line -> FollowedCommand.parse(line).stream()).toList()) {
            if (line.isMark()) {
                forgotten.merge(line.key(), line.time(), FollowedCommands::newer);
            } else {
                kept.add(line);
            }
        }
        return new FollowedCommands(kept, forgotten);
    }

    private static Instant newer(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** Whether the command was followed, or is so old that it may have been. */
    boolean knows(Command command) {
        Instant newest = forgotten.get(FollowedCommand.key(command));
        return commands.stream().anyMatch(line -> line.id().equals(command.id()))
                || (newest != null && !command.time().isAfter(newest));
    }

    /** These and that one. */
    FollowedCommands and(Command command) {
        FollowedCommand last = FollowedCommand.of(command);
        List<FollowedCommand> all = new ArrayList<>(commands);
        Map<String, Instant> times = new LinkedHashMap<>(forgotten);
        all.add(last);
        if (all.stream().filter(line -> line.key().equals(last.key())).count() > MOST_OF_A_KEY) {
            forget(
                    all.stream().filter(l -> l.key().equals(last.key())).findFirst().orElseThrow(),
                    all,
                    times);
        }
        while (all.size() > MOST) {
            forget(all.getFirst(), all, times);
        }
        while (times.size() > MOST_KEYS) {
            times.remove(times.keySet().iterator().next());
        }
        return new FollowedCommands(all, times);
    }

    private static void forget(
            FollowedCommand old, List<FollowedCommand> all, Map<String, Instant> times) {
        all.remove(old);
        Instant known = times.remove(old.key());
        times.put(old.key(), known == null ? old.time() : newer(known, old.time()));
    }

    /** The ConfigMap with these; its other annotations stay. */
    ApiObject in(ApiObject map) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (map.map("metadata").get("annotations") instanceof Map<?, ?> others) {
            others.forEach((name, value) -> all.put(String.valueOf(name), value));
        }
        all.put(ANNOTATION, toString());
        return map.withMetadata("annotations", all);
    }

    /** As the annotation keeps them. */
    @Override
    public String toString() {
        return Stream.concat(
                        forgotten.entrySet().stream()
                                .map(e -> FollowedCommand.mark(e.getValue(), e.getKey())),
                        commands.stream())
                .map(FollowedCommand::toString)
                .collect(Collectors.joining("\n"));
    }
}
