package dev.tidegate.adapter.prometheus;

import dev.tidegate.door.Bodies;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Guard;
import dev.tidegate.door.Problem;
import dev.tidegate.message.Invalid;

import io.smallrye.common.annotation.Blocking;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes Prometheus' remote write, 1.0 and 2.0. What Kafka is away for is answered with 503, which
 * Prometheus sends again; what cannot be read with 4xx, which it drops.
 */
@Path("/api/v1/write")
@Tag(name = "readings", description = "Evidence in: what proxies have counted")
public class RemoteWriteResource {

    private static final String WRITTEN = "X-Prometheus-Remote-Write-%s-Written";

    private final boolean on;
    private final RemoteWrite write;
    private final Guard guard;
    private final Bodies bodies;

    RemoteWriteResource(
            @ConfigProperty(name = "tidegate.evidence.remote-write") boolean on,
            RemoteWrite write,
            Guard guard) {
        this.on = on;
        this.write = write;
        this.guard = guard;
        this.bodies = guard.bodies(BodyLimit.WRITES);
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "writeSamples",
            summary = "Takes Prometheus' remote write",
            description =
                    "Remote write 1.0 and 2.0, packed by Snappy. The replica that leads takes it;"
                            + " others answer 503 and close the connection, so that the next"
                            + " attempt may reach it. src/docs/sources-prometheus.md says how to"
                            + " set Prometheus up.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/x-protobuf",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "204", description = "Kafka has the readings that became whole")
    @APIResponse(responseCode = "400", ref = "WrongField")
    @APIResponse(responseCode = "401", ref = "Nobody")
    @APIResponse(responseCode = "403", ref = "NoRight")
    @APIResponse(responseCode = "404", ref = "NotThere")
    @APIResponse(responseCode = "413", ref = "Large")
    @APIResponse(responseCode = "415", ref = "NotRead")
    @APIResponse(responseCode = "503", ref = "Later")
    public CompletionStage<Response> write(@Context HttpHeaders headers, InputStream body) {
        return write(
                Guard.token(headers),
                Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_TYPE)),
                Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_ENCODING)),
                headers.getLength(),
                body);
    }

    CompletionStage<Response> write(
            Optional<String> token,
            Optional<String> type,
            Optional<String> encoding,
            int length,
            InputStream body) {
        return guard.caller(token)
                .thenCompose(caller -> write(caller, type, encoding, length, body));
    }

    private CompletionStage<Response> write(
            Caller caller,
            Optional<String> type,
            Optional<String> encoding,
            int length,
            InputStream body) {
        if (!on) {
            return answer(
                    Problem.of(
                            404,
                            "remote write is not taken here; set tidegate.evidence.remote-write to"
                                    + " true"));
        }
        Optional<WriteVersion> version = WriteVersion.of(type.orElse(null));
        if (version.isEmpty()) {
            return answer(
                    Problem.of(
                            415,
                            "Content-Type",
                            "Content-Type: \"%s\" is not read here; send application/x-protobuf, with proto=prometheus.WriteRequest or proto=io.prometheus.write.v2.Request"
                                    .formatted(type.orElse(""))));
        }
        if (!encoding.orElse("").equalsIgnoreCase("snappy")) {
            return answer(
                    Problem.of(
                            415,
                            "Content-Encoding",
                            "Content-Encoding: \"%s\" is not read here; send snappy"
                                    .formatted(encoding.orElse(""))));
        }
        return write.leads()
                ? bodies.take(caller, length, body, sent -> take(caller, version.get(), sent))
                : CompletableFuture.completedFuture(elsewhere());
    }

    private static CompletionStage<Response> answer(Problem problem) {
        return CompletableFuture.completedFuture(problem.response());
    }

    /** Without a time to wait: the next connection may reach the replica that leads at once. */
    private static Response elsewhere() {
        return Problem.of(
                        503,
                        "another replica leads and takes what is written; send the same again by a"
                                + " new connection")
                .builder()
                .header("Connection", "close")
                .build();
    }

    private CompletionStage<Response> take(Caller caller, WriteVersion version, byte[] sent) {
        try {
            return write.take(caller, version, sent).thenApply(RemoteWriteResource::response);
        } catch (Invalid e) {
            return answer(Problem.of(400, e.field(), e.reason()));
        }
    }

    private static Response response(Taken taken) {
        return switch (taken) {
            case Taken.All(Written written) ->
                    Response.noContent()
                            .header(WRITTEN.formatted("Samples"), written.samples())
                            .header(WRITTEN.formatted("Histograms"), 0)
                            .header(WRITTEN.formatted("Exemplars"), 0)
                            .build();
            case Taken.Away(String why) ->
                    Problem.later("Kafka has not taken it: " + why + "; send the same again");
        };
    }
}
