package dev.tidegate.adapter.webhook;

import dev.tidegate.core.distribution.VersionSpelling;

import io.quarkus.runtime.Startup;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is configured for each sender, under {@code tidegate.webhooks.<sender>}: its secret, and
 * where in its payload to look for what. The defaults are in {@code application.properties}.
 */
@ApplicationScoped
@Startup // a secret that is no secret ends the start, not the first webhook
class Webhooks {

    private static final List<String> FIELDS =
            List.of(
                    "namespace",
                    "service",
                    "version",
                    "workload",
                    "alert",
                    "severity",
                    "environments");

    private final Config config;

    /**
     * The webhooks.
     *
     * @throws IllegalStateException when a secret can prove nothing; it names the setting
     */
    Webhooks(Config config) {
        this.config = config;
        Sender.ALL.forEach(this::check);
    }

    private void check(Sender sender) {
        secret(sender)
                .ifPresent(
                        secret -> {
                            try {
                                var _ = Signature.key(secret);
                            } catch (IllegalArgumentException e) {
                                throw new IllegalStateException(
                                        "%s: what follows whsec_ is not base64; copy the whole signing token of the tool"
                                                .formatted(key(sender, "secret")),
                                        e);
                            }
                        });
    }

    /** The secret that the sender knows too; empty when its requests are not signed. */
    Optional<String> secret(Sender sender) {
        return config.getOptionalValue(key(sender, "secret"), String.class);
    }

    Mapping mapping(Sender sender) {
        Map<String, List<String>> places = new HashMap<>();
        for (String field : FIELDS) {
            config.getOptionalValues(key(sender, field), String.class)
                    .ifPresent(values -> places.put(field, values));
        }
        return new Mapping(
                sender.name(),
                places,
                config.getOptionalValue("tidegate.watchdog.alert", String.class).orElse(""),
                new VersionSpelling(
                        config.getOptionalValue(VersionSpelling.SETTING, Boolean.class)
                                .orElse(false)));
    }

    private static String key(Sender sender, String name) {
        return "tidegate.webhooks." + sender.name() + "." + name;
    }
}
