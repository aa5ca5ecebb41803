package dev.tidegate.chaos.verdict;

/**
 * A promise that a history breaks.
 *
 * @param promise its name, such as {@code I2}
 * @param expected what always holds
 * @param found what was found in place of it
 */
public record Finding(String promise, String expected, String found) {

    @Override
    public String toString() {
        return "%s: expected that %s; found: %s".formatted(promise, expected, found);
    }
}
