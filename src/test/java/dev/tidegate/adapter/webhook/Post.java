package dev.tidegate.adapter.webhook;

import dev.tidegate.controller.FakeWatchdog;
import dev.tidegate.controller.Governance;
import dev.tidegate.controller.Watchdog;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denials;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Right;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.CloudEventWriter;
import dev.tidegate.message.EventPublisher;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import jakarta.ws.rs.core.Response;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/** The receiving side with its real parts, up to the given publisher. */
final class Post {

    /** When what the tests post comes. */
    static final Instant NOW = Instant.parse("2026-01-31T12:10:00Z");

    private Post() {}

    /** Nobody has these rights, and everybody all others. */
    static Access denying(Predicate<Right> rights) {
        return new Access() {
            @Override
            public Caller identify(Optional<String> token) {
                return Caller.ANYBODY;
            }

            @Override
            public void require(Caller caller, Right right) {
                if (rights.test(right)) {
                    throw Denied.missing(caller, right);
                }
            }
        };
    }

    /** What is configured: the defaults that are shipped, and {@code settings} before them. */
    static Webhooks webhooks(Map<String, String> settings) {
        Path shipped = Path.of("src", "main", "resources", "application.properties");
        try {
            return new Webhooks(
                    new SmallRyeConfigBuilder()
                            .addDefaultInterceptors()
                            .withSources(
                                    new PropertiesConfigSource(shipped.toUri().toURL(), 100),
                                    new PropertiesConfigSource(settings, "test", 200))
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reception reception(
            Map<String, String> settings, EventPublisher publisher, Access access) {
        return reception(settings, publisher, access, (_, _) -> {});
    }

    static Reception reception(
            Map<String, String> settings,
            EventPublisher publisher,
            Access access,
            Denials denials) {
        return reception(settings, publisher, access, denials, new FakeWatchdog());
    }

    static Reception reception(
            Map<String, String> settings,
            EventPublisher publisher,
            Access access,
            Denials denials,
            Watchdog watchdog) {
        return reception(settings, publisher, access, denials, watchdog, _ -> true);
    }

    static Reception reception(
            Map<String, String> settings,
            EventPublisher publisher,
            Access access,
            Denials denials,
            Watchdog watchdog,
            Governance policies) {
        return new Reception(
                new WebhookReader(
                        webhooks(settings),
                        new CloudEventWriter(),
                        new CloudEventCodec(Clock.systemUTC())),
                publisher,
                access,
                denials,
                watchdog,
                policies,
                "tidegate-system");
    }

    /** What the sender is answered; what kept it out is thrown. */
    static Response answer(
            WebhooksResource resource,
            String sender,
            Map<String, String> headers,
            int length,
            InputStream body) {
        try {
            return resource.take(sender, headers, length, body).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Denied denied ? denied : e;
        }
    }
}
