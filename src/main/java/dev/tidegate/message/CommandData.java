package dev.tidegate.message;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Action;
import dev.tidegate.core.event.RolloutEvent.Command;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;

/** What a person wants: {@code kafka/schemas/command.json}. */
record CommandData(
        @Nullable String namespace,
        @Nullable String service,
        @Nullable String command,
        @Nullable String actor,
        @Nullable String reason,
        @Nullable String rollout,
        @Nullable String fingerprint,
        @Nullable String version)
        implements EventData {

    @Override
    public RolloutEvent event(Head head) {
        Action action = CommandWord.action(command);
        return new Command(
                head.id(),
                head.service(),
                head.time(),
                action,
                Optional.ofNullable(rollout).map(name -> Check.id("data.rollout", name)),
                Check.text("data.actor", actor, Check.SHORT),
                Check.shown("data.reason", Objects.requireNonNullElse(reason, ""), Check.LONG),
                alert(action),
                target(action, head));
    }

    private Optional<Version> target(Action action, Head head) {
        if (version == null) {
            return Optional.empty();
        }
        if (action != Action.ROLLBACK) {
            throw new Invalid(
                    "data.version",
                    "\"%s\" names a version; only the command rollback is given one"
                            .formatted(version));
        }
        return Optional.of(Check.version("data.version", version, head.versions()));
    }

    private Optional<String> alert(Action action) {
        if (action == Action.FORGET) {
            return Optional.of(Check.id("data.fingerprint", fingerprint));
        }
        if (fingerprint != null) {
            throw new Invalid(
                    "data.fingerprint",
                    "\"%s\" names an alert; only the command forget is about one"
                            .formatted(fingerprint));
        }
        return Optional.empty();
    }
}
