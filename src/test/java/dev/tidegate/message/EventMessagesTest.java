package dev.tidegate.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an event that is not understood is told. */
class EventMessagesTest {

    private static final Map<String, String> HEADERS =
            Map.of(
                    "specversion", "1.0",
                    "id", "e-1",
                    "source", "/ci",
                    "type", "dev.tidegate.deploy.started",
                    "time", "2026-01-31T12:00:00Z");
    private static final String DATA =
            "{\"namespace\": \"bookinfo\", \"service\": \"reviews\", \"version\": \"v2\"}";

    /** A type, a blank, and its data. */
    private static final String BODIES =
            """
            deploy.started
            deploy.started not JSON
            deploy.started {"namespace": "bookinfo"
            deploy.started {"namespace": "a", "namespace": "b"}
            deploy.started []
            deploy.started "text"
            deploy.started {}
            deploy.started {"namespace": "bookinfo", "service": "reviews"}
            deploy.started {"namespace": "bookinfo", "service": "reviews", "version": 2}
            deploy.started {"namespace": "bookinfo", "service": "reviews", "version": "V 2"}
            deploy.started {"namespace": "bookinfo", "service": "reviews", "version": "v2", "declared": "yes"}
            deploy.started {"namespace": "bookinfo", "service": ["reviews"], "version": "v2"}
            deploy.started {"namespace": "bookinfo", "service": "reviews", "version": "v2", "image": "x"}
            deploy.started {"namespace": "Book Info", "service": "reviews", "version": "v2"}
            alert.fired {"namespace": "bookinfo", "service": "reviews"}
            alert.fired {"namespace": "bookinfo", "service": "reviews", "alert": "A", "severity": "critical", "fingerprint": "f"}
            alert.fired {"namespace": "bookinfo", "service": "reviews", "alert": "A", "severity": "critical", "fingerprint": "f", "startsAt": "now"}
            alert.fired {"namespace": "bookinfo", "service": "reviews", "alert": "A", "severity": "critical", "fingerprint": "f", "startsAt": 5}
            command {"namespace": "bookinfo", "service": "reviews", "command": "explode", "actor": "me"}
            command {"namespace": "bookinfo", "service": "reviews", "command": "promote"}
            command {"namespace": "bookinfo", "service": "reviews", "command": "promote", "actor": "a", "version": "v1"}
            command {"namespace": "bookinfo", "service": "reviews", "command": "rollback", "actor": "a", "version": "V.1"}
            command {"command": "freeze", "actor": "a"}
            command {"namespace": "bookinfo", "service": "reviews", "command": "freeze", "actor": "a"}
            command {"namespace": "bookinfo", "command": "unfreeze", "actor": "a", "all": true}
            command {"namespace": "bookinfo", "service": "reviews", "command": "abort", "actor": "a", "all": true}
            step.due {"namespace": "bookinfo", "service": "reviews", "rollout": "reviews-1", "uid": "u", "revision": "3"}
            unheard.of {}
            """;

    private final CloudEventCodec codec =
            new CloudEventCodec(
                    Clock.fixed(Instant.parse("2026-01-31T12:00:00.123456789Z"), ZoneOffset.UTC));
    private final Collection collected = new Collection();

    private void add(String provoked, Map<String, String> attributes, String body) {
        collected.add(
                provoked,
                switch (codec.decode(attributes, body.getBytes(UTF_8))) {
                    case Decoded.Poison poison -> poison.reason();
                    case Decoded.Event event -> "understood: " + event.event().id();
                });
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> attributes = new LinkedHashMap<>(HEADERS);
        attributes.put(name, value);
        return attributes;
    }

    @Test
    void whatIsNotUnderstoodSaysFieldValueAndWhatWouldBeRight() {
        for (String line : BODIES.lines().toList()) {
            String[] parts = line.split(" ", 2);
            add(line, with("type", "dev.tidegate." + parts[0]), parts.length > 1 ? parts[1] : "");
        }
        Map.of(
                        "specversion", "0.3",
                        "id", " ",
                        "source", "not a URI",
                        "time", "2026-02-31T12:00:00.987654321Z",
                        "subject", "bookinfo/ratings",
                        "content-type", "text/xml")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        header ->
                                add(
                                        header.toString(),
                                        with(header.getKey(), header.getValue()),
                                        DATA));
        add("a time of tomorrow", with("time", "2026-02-01T12:00:00.987654321Z"), DATA);
        add("no event at all", Map.of(), "hello");
        add("a structured one without type", Map.of(), "{\"specversion\": \"1.0\", \"id\": \"x\"}");
        collected.check("events");
    }
}
