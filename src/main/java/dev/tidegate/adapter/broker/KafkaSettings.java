package dev.tidegate.adapter.broker;

import dev.tidegate.core.text.PlainWords;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the setting that Kafka's client cannot use. */
final class KafkaSettings {

    private static final Pattern VALUE =
            Pattern.compile(
                    "Invalid value (.*?) for configuration ([\\w.]+)(?:: .*? one of[^:]*: (.*))?.*",
                    Pattern.DOTALL);

    private KafkaSettings() {}

    /** The setting, its value and what would be right, as far as the client says them. */
    static String trouble(Throwable failure) {
        String text = Objects.requireNonNullElse(failure.getMessage(), "");
        Matcher value = VALUE.matcher(text);
        if (value.matches()) {
            String right = value.group(3) == null ? "correct it" : "use one of " + value.group(3);
            return "%s: \"%s\" cannot be used; %s".formatted(value.group(2), value.group(1), right);
        }
        if (text.contains("bootstrap.servers") || text.contains("bootstrap urls")) {
            return "bootstrap.servers: names no host that is known; write for example kafka:9092";
        }
        return PlainWords.of(text);
    }
}
