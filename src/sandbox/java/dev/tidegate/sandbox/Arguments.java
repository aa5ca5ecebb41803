package dev.tidegate.sandbox;

import java.util.ArrayList;
import java.util.List;

/** A command line, read option by option. */
public final class Arguments {
    private final List<String> left;
    private final String command;

    /**
     * A command line.
     *
     * @param command the one whose help shows the options
     */
    public Arguments(String[] args, String command) {
        this.left = new ArrayList<>(List.of(args));
        this.command = command;
    }

    /** Whether the option is there. */
    public boolean flag(String name) {
        return left.remove(name);
    }

    /**
     * The number after {@code name}, or {@code otherwise} without it.
     *
     * @throws Trouble when it is missing, no number or out of range
     */
    public int number(String name, int otherwise, int min, int max) {
        int at = left.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        left.remove(at);
        String value = at < left.size() ? left.remove(at) : "";
        int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
        if (number < min || number > max) {
            throw new Trouble(
                    "%s: \"%s\" is out of range; use %s to %s".formatted(name, value, min, max));
        }
        return number;
    }

    /**
     * The word after {@code name}, or the first of {@code words} without it.
     *
     * @throws Trouble when it is none of the words
     */
    public String oneOf(String name, List<String> words) {
        int at = left.indexOf(name);
        if (at < 0) {
            return words.getFirst();
        }
        left.remove(at);
        String value = at < left.size() ? left.remove(at) : "";
        if (!words.contains(value)) {
            throw new Trouble(
                    "%s: \"%s\" is none of %s".formatted(name, value, String.join(", ", words)));
        }
        return value;
    }

    /** Refuses what nobody asked for. */
    public void requireNoOther() {
        if (!left.isEmpty()) {
            throw new Trouble(
                    "%s: unknown option; ./tidegate %s --help shows those that there are"
                            .formatted(left.getFirst(), command));
        }
    }
}
