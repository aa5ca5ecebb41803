package dev.tidegate.message;

import dev.tidegate.core.event.Action;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a person asks for, as a command's data spell it. */
final class CommandWord {

    private CommandWord() {}

    static String of(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    static Action action(@Nullable String command) {
        String asked = Check.text("data.command", command, Check.SHORT);
        return Arrays.stream(Action.values())
                .filter(action -> of(action).equals(asked))
                .findFirst()
                .orElseThrow(() -> new Invalid("data.command", unknown(asked)));
    }

    /** Whether it is about a namespace, or all, and about no service. */
    static boolean freezes(@Nullable String command) {
        return of(Action.FREEZE).equals(command) || of(Action.UNFREEZE).equals(command);
    }

    private static String unknown(String asked) {
        String words =
                Arrays.stream(Action.values())
                        .map(CommandWord::of)
                        .collect(Collectors.joining(", "));
        return "\"%s\" is no command; use one of %s".formatted(asked, words);
    }
}
