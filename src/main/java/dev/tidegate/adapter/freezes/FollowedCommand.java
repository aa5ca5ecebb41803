package dev.tidegate.adapter.freezes;

import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command that was followed, as a line that people read, too: when, what, of what, by whom, and
 * the event's id. A blank in one of them is written as a plus, as in a URL.
 *
 * @param action {@code freeze} or {@code unfreeze}; {@value #OLDER} for the newest time of those
 *     that are not kept
 * @param key of the ConfigMap
 */
record FollowedCommand(Instant time, String action, String key, String actor, String id) {

    private static final String OLDER = "older";

    private static final String NOBODY = "-";

    private static final Pattern DIVIDING = Pattern.compile("[%+\\s\\p{Cntrl}]");

    private static final int PARTS = 5;

    static FollowedCommand of(Command command) {
        return new FollowedCommand(
                command.time(),
                command.action().name().toLowerCase(Locale.ROOT),
                key(command),
                command.actor(),
                command.id());
    }

    /** That commands about the key are not kept. */
    static FollowedCommand mark(Instant newest, String key) {
        return new FollowedCommand(newest, OLDER, key, NOBODY, NOBODY);
    }

    /** The key of the ConfigMap that the command is about. */
    static String key(Command command) {
        return Frozen.key(FreezeScope.of(command).orElseThrow());
    }

    /** What a line says; empty when it is none of ours. */
    static Optional<FollowedCommand> parse(String line) {
        try {
            List<String> parts =
                    Arrays.stream(line.split(" ", PARTS))
                            .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                            .toList();
            return parts.size() == PARTS
                    ? Optional.of(
                            new FollowedCommand(
                                    Instant.parse(parts.getFirst()),
                                    parts.get(1),
                                    parts.get(2),
                                    parts.get(3),
                                    parts.getLast()))
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isMark() {
        return action.equals(OLDER);
    }

    @Override
    public String toString() {
        return Stream.of(time.toString(), action, key, actor, id)
                .map(
                        part ->
                                DIVIDING.matcher(part)
                                        .replaceAll(
                                                found ->
                                                        URLEncoder.encode(
                                                                found.group(),
                                                                StandardCharsets.UTF_8)))
                .collect(Collectors.joining(" "));
    }
}
