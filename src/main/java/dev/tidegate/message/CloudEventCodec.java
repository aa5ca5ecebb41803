package dev.tidegate.message;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.controller.Outcomes;
import dev.tidegate.core.distribution.VersionSpelling;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.text.TimeText;
import dev.tidegate.message.EventData.Head;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads CloudEvents 1.0 strictly: what is not exactly one of our events is {@link Decoded.Poison}.
 *
 * <p>{@code time} is optional in CloudEvents but not here: it tells the newer of two deployments.
 * Of an alert or a verdict it decides nothing, so one that is missing or cannot be is replaced by
 * that of the reading: none is thrown away for its sender's clock. One that has not come yet by
 * this clock is replaced, too, whichever of the two clocks is wrong: what is read has happened. A
 * {@code subject} may be left out; when it is there it must name the same service as the data,
 * because other readers route by it. What identifies an event is its {@code source} together with
 * its {@code id}, as the specification has it. Of a CDEvent both, and its time, are those of its
 * context ({@link CdEvent}).
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 *     1.0.2</a>
 */
@ApplicationScoped
public class CloudEventCodec {

    /** The largest event that is read, in bytes: CloudEvents asks for 64 KiB, this is four. */
    public static final int MOST_BYTES = 262_144;

    /** How the settings begin that name an environment's namespace; the environment follows. */
    public static final String NAMESPACE_OF = "tidegate.cdevents.namespace.";

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** Types that mean a tick: ours, and that of a Knative PingSource. */
    private static final Set<String> TICKS =
            Set.of("dev.tidegate.tick", "dev.knative.sources.ping");

    private final Clock clock;
    private final UnaryOperator<String> namespaces;
    private final VersionSpelling versions;

    /**
     * A codec for which a CDEvent's environment is the namespace.
     *
     * @param clock tells a time that has not come: a deployment from the future would make every
     *     later one look old
     */
    public CloudEventCodec(Clock clock) {
        this.clock = clock;
        this.namespaces = UnaryOperator.identity();
        this.versions = VersionSpelling.AS_WRITTEN;
    }

    /**
     * A codec.
     *
     * @param config may name an environment's namespace: {@link #NAMESPACE_OF}, and says how
     *     versions are spelled: {@link VersionSpelling#SETTING}
     */
    @Inject
    public CloudEventCodec(Clock clock, Config config) {
        this.clock = clock;
        this.namespaces =
                environment ->
                        config.getOptionalValue(NAMESPACE_OF + environment, String.class)
                                .orElse(environment);
        this.versions =
                new VersionSpelling(
                        config.getOptionalValue(VersionSpelling.SETTING, Boolean.class)
                                .orElse(false));
    }

    /**
     * When a tick was made, if the message is one: a CloudEvent of type {@code dev.tidegate.tick},
     * or {@code dev.knative.sources.ping} as Knative's PingSource sends it. Empty for anything
     * else; a tick without a readable time was made at {@code otherwise}.
     */
    public Optional<Instant> tick(Map<String, String> attributes, byte[] body, Instant otherwise) {
        try {
            Map<String, String> read = Envelope.open(attributes, body).attributes();
            return TICKS.contains(read.getOrDefault("type", ""))
                    ? Optional.of(timeOf(read, otherwise))
                    : Optional.empty();
        } catch (Invalid e) {
            return Optional.empty();
        }
    }

    private static Instant timeOf(Map<String, String> attributes, Instant otherwise) {
        try {
            return Check.time("time", attributes.get("time"));
        } catch (Invalid e) {
            return otherwise;
        }
    }

    /** The body with {@code actor} as who gives the command; as it is when it is no command. */
    public byte[] givenBy(String actor, Map<String, String> attributes, byte[] body) {
        try {
            return Envelope.givenBy(actor, attributes, body);
        } catch (Invalid e) {
            return body;
        }
    }

    /**
     * Reads one event.
     *
     * @param attributes CloudEvents attributes of the binary mode without their prefix ({@code id},
     *     {@code type}, …), keys in lower case; for the structured mode at least {@code
     *     content-type}
     * @param body the record's value or the request's body
     */
    public Decoded decode(Map<String, String> attributes, byte[] body) {
        try {
            if (body.length > MOST_BYTES) {
                throw new Invalid(
                        "data", "has %d bytes; use at most %d".formatted(body.length, MOST_BYTES));
            }
            return event(Envelope.open(attributes, body));
        } catch (Invalid e) {
            return new Decoded.Poison(e.field(), e.reason());
        }
    }

    private Decoded event(Envelope sent) {
        Envelope envelope = CdEvent.completed(sent);
        String specversion = required(envelope, "specversion", "1.0");
        if (!specversion.equals("1.0")) {
            throw new Invalid("specversion", "\"%s\" is not read; use 1.0".formatted(specversion));
        }
        String id = Check.id("id", envelope.attributes().get("id"));
        String source = source(required(envelope, "source", "/ci/shop"));
        EventType type = EventType.of(required(envelope, "type", "dev.tidegate.deploy.started"));
        requireNoOutcome(type, source);
        Instant time = time(type, envelope, sent);
        requireJson(envelope.attributes().get("datacontenttype"));

        ObjectNode tree = envelope.data().get();
        EventData data = Json.bind(tree, type.data());
        ServiceKey service = data.key(namespaces);
        requireAgreement(envelope.attributes().get("subject"), data.subject(service));
        return new Decoded.Event(
                data.event(new Head(type, source + " " + id, service, time, versions)),
                type.topic());
    }

    private static String required(Envelope envelope, String name, String example) {
        String value = envelope.attributes().get(name);
        if (value == null || value.isBlank()) {
            throw new Invalid(
                    name,
                    "is missing; a CloudEvent has one, for example \"%s\"".formatted(example));
        }
        return Check.limited(name, value, Check.LONG);
    }

    /** A URI reference has no blank in it, so the one before the id shows where it ends. */
    private static String source(String source) {
        try {
            return Check.id("source", new URI(source).toString());
        } catch (URISyntaxException e) {
            throw new Invalid(
                    "source",
                    "\"%s\" is no URI reference; write for example \"/ci/shop\"".formatted(source));
        }
    }

    /** On a bus that all CDEvents share, the end of a release would begin the next. */
    private static void requireNoOutcome(EventType type, String source) {
        if (type.data() == ServiceData.class && source.equals(Outcomes.SOURCE)) {
            throw new Invalid(
                    "source",
                    "\"%s\" is Tidegate itself, which tells of the end of a release and starts"
                                    .formatted(source)
                            + " none; let no CDEvent of this source through to here");
        }
    }

    private Instant time(EventType type, Envelope envelope, Envelope sent) {
        Instant now = clock.instant();
        @Nullable String text = envelope.attributes().get("time");
        @Nullable String other = sent.attributes().get("time");
        boolean another = other != null && !other.equals(text);
        try {
            Instant time = possible(Check.time("time", text));
            if (!time.isAfter(now)) {
                return time;
            }
            return another ? time(type, sent, sent) : now;
        } catch (Invalid e) {
            if (another) {
                return time(type, sent, sent);
            }
            if (type.data() == AlertData.class || type.data() == VerdictData.class) {
                return now;
            }
            throw e;
        }
    }

    private static Instant possible(Instant time) {
        if (time.isBefore(EARLIEST)) {
            throw new Invalid(
                    "time",
                    "%s cannot be; use a time from %s on"
                            .formatted(TimeText.moment(time), EARLIEST));
        }
        return time;
    }

    private static void requireJson(@Nullable String contentType) {
        if (contentType != null && !contentType.isEmpty() && !JsonType.declaredBy(contentType)) {
            throw new Invalid(
                    "datacontenttype",
                    "\"%s\" is not read; use application/json".formatted(contentType));
        }
    }

    private static void requireAgreement(@Nullable String subject, String expected) {
        if (subject != null && !subject.equals(expected)) {
            throw new Invalid(
                    "subject",
                    "\"%s\" disagrees with the data; use \"%s\" or leave it out"
                            .formatted(subject, expected));
        }
    }
}
