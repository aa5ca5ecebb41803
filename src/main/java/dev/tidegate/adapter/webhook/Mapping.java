package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.core.distribution.DnsLabel;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.VersionSpelling;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.Invalid;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Where in a sender's payload the service, its namespace and its version are: for each field the
 * places to look at, in order. The first that says something counts.
 *
 * <p>A place is {@code a.b.c}, a JSON Pointer (RFC 6901) where a name has dots itself ({@code
 * /labels/app.kubernetes.io~1name}), or {@code =text} for a value that is always the same.
 *
 * @param sender such as {@code github}
 * @param places by field
 * @param watchdog name of the alert that always fires, and tells no more than that alerts come
 * @param versions how versions are spelled
 */
record Mapping(
        String sender,
        Map<String, List<String>> places,
        String watchdog,
        VersionSpelling versions) {

    /** What Go's templates write where there is nothing. */
    static final String NO_VALUE = "<no value>";

    /** The same, and what Istio's telemetry writes. */
    private static final Set<String> NOTHING = Set.of("unknown", NO_VALUE);

    /** The value of a field; empty when no place says something. */
    Optional<String> find(JsonNode payload, String field) {
        return places(field).stream().flatMap(p -> at(payload, p).stream()).findFirst();
    }

    /**
     * The value of a field.
     *
     * @throws Invalid naming the places that were looked at
     */
    String require(JsonNode payload, String field) {
        return find(payload, field)
                .orElseThrow(() -> new Invalid(field, "is missing; " + lookedAt(field)));
    }

    /**
     * A deployment of the service that the payload names; left out when it names none, or one that
     * no policy can govern, because many tools tell of everything they do.
     *
     * @param what the tool's own name of it, for a person
     * @param time asked for once the service is known: what is wrong with it is told of that
     */
    Reading deployment(JsonNode payload, String what, String id, Supplier<Instant> time) {
        if (find(payload, "service").isEmpty()) {
            return new Reading.LeftOut(what, "names no service; " + lookedAt("service"));
        }
        if (find(payload, "namespace").isEmpty()) {
            return new Reading.LeftOut(what, "names no namespace; " + lookedAt("namespace"));
        }
        ServiceKey service;
        try {
            service = service(payload);
        } catch (Invalid e) {
            return new Reading.LeftOut(what, "no policy can govern it: " + e.reason());
        }
        try {
            Version version = new Version(spelled("version", payload, versions::require));
            return new Reading.Made(new DeployStarted(id, service, time.get(), version));
        } catch (Invalid e) {
            return Reading.Broken.of(e, Optional.of(service));
        }
    }

    /** The same of a tool that declares which version is to run, time and again. */
    Reading declaration(JsonNode payload, String what, String id, Instant time) {
        return switch (deployment(payload, what, id, () -> time)) {
            case Reading.Made(DeployStarted deploy) -> new Reading.Made(deploy.asDeclared());
            case Reading other -> other;
        };
    }

    /** The service that the payload names, when it does, and as a service can be named. */
    Optional<ServiceKey> named(JsonNode payload) {
        try {
            return Optional.of(service(payload));
        } catch (Invalid e) {
            return Optional.empty();
        }
    }

    /**
     * The service that the payload names.
     *
     * @throws Invalid when it names none, or one that cannot be
     */
    ServiceKey service(JsonNode payload) {
        return new ServiceKey(label(payload, "namespace"), label(payload, "service"));
    }

    /** Whether one of an environment's names is among those that count; one without a name is. */
    boolean counts(JsonNode... names) {
        List<String> wanted = places("environments");
        List<String> said =
                Arrays.stream(names)
                        .map(name -> name.asText(""))
                        .filter(n -> !n.isEmpty())
                        .toList();
        return wanted.isEmpty() || said.isEmpty() || said.stream().anyMatch(wanted::contains);
    }

    /** Why an environment does not count, and how to change that. */
    String uncounted(JsonNode environment) {
        return "its environment is %s, none of %s; tidegate.webhooks.%s.environments says which count"
                .formatted(environment, String.join(", ", places("environments")), sender);
    }

    /** A sentence that says where a field was looked for, and how to change that. */
    String lookedAt(String field) {
        return "looked at %s; send it there, or name its place with tidegate.webhooks.%s.%s"
                .formatted(String.join(", ", places(field)), sender, field);
    }

    private String label(JsonNode payload, String field) {
        return spelled(field, payload, DnsLabel::require);
    }

    private String spelled(String field, JsonNode payload, BinaryOperator<String> rule) {
        String value = require(payload, field);
        try {
            return rule.apply(field, value);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).substring(field.length() + 2);
            throw new Invalid(field, why + "; " + lookedAt(field));
        }
    }

    List<String> places(String field) {
        return places.getOrDefault(field, List.of());
    }

    private static Optional<String> at(JsonNode payload, String place) {
        if (place.startsWith("=")) {
            return Optional.of(place.substring(1));
        }
        String pointer = place.startsWith("/") ? place : "/" + place.replace('.', '/');
        JsonNode found = payload.at(pointer);
        return Optional.of(found)
                .filter(node -> node.isValueNode() && !node.isNull())
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank() && !NOTHING.contains(text));
    }
}
