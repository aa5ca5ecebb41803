package dev.tidegate.message;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a person wants: {@code kafka/schemas/command.json}. */
record CommandData(
        @Nullable String namespace,
        @Nullable String service,
        @Nullable String command,
        @Nullable String actor,
        @Nullable String reason,
        @Nullable String rollout,
        @Nullable String fingerprint,
        @Nullable String version,
        @Nullable Boolean all)
        implements EventData {

    /** A freeze is of a namespace, or of all: then it names neither. */
    @Override
    public ServiceKey key(UnaryOperator<String> namespaces) {
        if (!CommandWord.freezes(command)) {
            if (all != null) {
                throw new Invalid(
                        "data.all",
                        "\"%s\" is for the commands freeze and unfreeze only".formatted(all));
            }
            return EventData.super.key(namespaces);
        }
        absent("data.service", service);
        absent("data.rollout", rollout);
        if (!Boolean.TRUE.equals(all)) {
            return FreezeScope.of(Check.label("data.namespace", namespace)).service();
        }
        absent("data.namespace", namespace);
        return FreezeScope.ALL.service();
    }

    private void absent(String field, @Nullable String value) {
        if (value != null) {
            throw new Invalid(
                    field,
                    "\"%s\" has no place in the command %s; it is of one namespace, which is named alone, or of all: \"all\": true"
                            .formatted(value, command));
        }
    }

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
