package dev.tidegate.adapter.prometheus;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.door.Access;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guards;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import jakarta.ws.rs.core.Response;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/** The resource that Prometheus writes to, on a replica that leads. */
final class WriteScene {

    final ToldReadings readings = new ToldReadings();
    final MeterRegistry registry = new SimpleMeterRegistry();
    final RemoteWrite write;
    private final RemoteWriteResource resource;

    WriteScene(Access access, Predicate<ServiceKey> governed, Clock clock) {
        this.write = new RemoteWrite(access, governed::test, readings, registry, clock);
        this.resource = new RemoteWriteResource(true, write, Guards.of(access));
        write.lead(true);
    }

    /** What one who has this token is answered. */
    Response post(Optional<String> token, String type, byte[] body) {
        return post(token, type, "snappy", body);
    }

    Response post(Optional<String> token, String type, String encoding, byte[] body) {
        try {
            return resource.write(
                            token,
                            Optional.of(type),
                            Optional.of(encoding),
                            body.length,
                            new ByteArrayInputStream(body))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Denied denied) {
                throw denied;
            }
            throw e;
        }
    }

    double leftOut(LeftOut why) {
        return registry.get("tidegate.evidence.left.out")
                .tag("reason", why.toString())
                .counter()
                .count();
    }
}
