package dev.tidegate.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The data of a reading. Its observer's clock may be wrong by years: only its steps count. */
final class ReadingData {

    /** Versions of a service that one observer may have counted. */
    private static final int MOST_VERSIONS = 50;

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Set<String> FIELDS =
            Set.of("namespace", "service", "source", "observer", "route", "at", "versions");

    private ReadingData() {}

    static ServiceReading read(ObjectNode data, Instant received) {
        ReadingFields.known("data", data, FIELDS);
        ServiceKey service =
                new ServiceKey(
                        Check.label("data.namespace", text(data, "namespace")),
                        Check.label("data.service", text(data, "service")));
        String source = Check.label("data.source", text(data, "source"));
        String observer = Check.id("data.observer", text(data, "observer"));
        Optional<String> route =
                Optional.ofNullable(text(data, "route")).map(name -> Check.id("data.route", name));
        Instant at = at(text(data, "at"));
        return new ServiceReading(
                service,
                new SourcedReading(
                        source, route, new Reading(observer, at, received, versions(data))));
    }

    private static Instant at(@Nullable String text) {
        Instant at = Check.time("data.at", text);
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new Invalid(
                    "data.at",
                    "\"%s\" is out of range; use a time of the years 1970 to 9999".formatted(text));
        }
        return at;
    }

    private static Map<String, Counts> versions(ObjectNode data) {
        String field = "data.versions";
        if (!data.has("versions")) {
            throw new Invalid(field, "is missing; give the counts of each version by its name");
        }
        ObjectNode versions = Json.object(field, data.path("versions"));
        if (versions.isEmpty() || versions.size() > MOST_VERSIONS) {
            throw new Invalid(
                    field,
                    "has %d versions; give 1 to %d".formatted(versions.size(), MOST_VERSIONS));
        }
        Map<String, Counts> counts = new HashMap<>();
        versions.properties()
                .forEach(
                        version ->
                                counts.put(
                                        Check.id(field, version.getKey()),
                                        CountsData.read(
                                                field + "." + version.getKey(),
                                                version.getValue())));
        return counts;
    }

    private static @Nullable String text(ObjectNode data, String name) {
        JsonNode value = data.path(name);
        if (!value.isTextual() && !value.isMissingNode()) {
            throw new Invalid(
                    "data." + name, "%s is of the wrong type; write a string".formatted(value));
        }
        return value.textValue();
    }

    static ObjectNode written(ServiceKey service, SourcedReading told) {
        Reading reading = told.reading();
        ObjectNode data =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("namespace", service.namespace())
                        .put("service", service.name())
                        .put("source", told.source())
                        .put("observer", reading.observer());
        told.route().ifPresent(route -> data.put("route", route));
        ObjectNode versions = data.put("at", reading.at().toString()).putObject("versions");
        new TreeMap<>(reading.versions())
                .forEach((version, counts) -> versions.set(version, CountsData.written(counts)));
        return data;
    }
}
