package dev.tidegate.adapter.http;

import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.door.Access;
import dev.tidegate.door.Bodies;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Guard;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Verb;
import dev.tidegate.message.EventHeaders;
import dev.tidegate.message.Invalid;
import dev.tidegate.message.ReadingBatch;

import io.smallrye.common.annotation.Blocking;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes readings of a tool of the user's own, for the evidence of releases. All of a request are
 * told, or it is refused; sent again, they count once.
 */
@Path("/readings")
@Tag(name = "readings", description = "What proxies have counted, for the evidence of releases")
public class ReadingsResource {

    private static final String EXAMPLE =
            """
            [{
              "namespace": "bookinfo", "service": "reviews", "source": "mine", "observer": "pod-1",
              "at": "2026-01-01T12:00:00Z",
              "versions": {"v1": {"requests": 9900, "failures": 9}, "v2": {"requests": 100, "failures": 1}}
            }]
            """;

    private final Bodies bodies;
    private final Readings readings;
    private final Access access;
    private final Guard guard;
    private final Clock clock;

    ReadingsResource(Readings readings, Access access, Guard guard, Clock clock) {
        this.bodies = guard.bodies(BodyLimit.READINGS);
        this.readings = readings;
        this.access = access;
        this.guard = guard;
        this.clock = clock;
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "tellReadings",
            summary = "Tells what one or more proxies have counted since they started",
            description =
                    "The data alone, of one reading or a list of them (application/json); or"
                            + " CloudEvents, one (structured or binary) or a batch. Who tells them"
                            + " can have a release rolled back and promoted.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(type = SchemaType.ARRAY, implementation = Object.class),
                            examples = @ExampleObject(name = "readings", value = EXAMPLE)))
    @APIResponse(
            responseCode = "202",
            description = "Kafka has all of them",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Reported.class)))
    @APIResponse(responseCode = "400", ref = "WrongField")
    @APIResponse(responseCode = "401", ref = "Nobody")
    @APIResponse(responseCode = "403", ref = "NoRight")
    @APIResponse(responseCode = "408", ref = "Slow")
    @APIResponse(responseCode = "413", ref = "Large")
    @APIResponse(responseCode = "415", ref = "NotRead")
    @APIResponse(responseCode = "503", ref = "Later")
    public CompletionStage<Response> tell(@Context HttpHeaders headers, InputStream body) {
        requireJson(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
        try {
            Map<String, String> attributes = EventHeaders.attributes(headers.getRequestHeaders());
            return tell(Guard.token(headers), attributes, headers.getLength(), body);
        } catch (Invalid e) {
            return CompletableFuture.completedFuture(wrong(e));
        }
    }

    private static void requireJson(@Nullable String type) {
        if (type != null && !ReadingBatch.isRead(type)) {
            throw new NotSupportedException();
        }
    }

    CompletionStage<Response> tell(
            Optional<String> token, Map<String, String> attributes, int length, InputStream body) {
        return guard.caller(token)
                .thenCompose(
                        caller ->
                                bodies.take(
                                        caller,
                                        length,
                                        body,
                                        sent -> told(caller, attributes, sent)));
    }

    private CompletionStage<Response> told(
            Caller caller, Map<String, String> attributes, byte[] sent) {
        List<ServiceReading> all;
        try {
            all = ReadingBatch.read(attributes, sent, clock.instant());
        } catch (Invalid e) {
            return CompletableFuture.completedFuture(wrong(e));
        }
        Set<ServiceKey> services = new LinkedHashSet<>();
        all.forEach(reading -> services.add(reading.service()));
        access.requireAll(caller, Verb.REPORT, services);
        return readings.tellAll(all).thenApply(result -> answer(result, all.size()));
    }

    private static Response answer(Result<Boolean> told, int count) {
        return switch (told) {
            case Result.Done<Boolean> _ ->
                    Response.accepted(new Reported(count)).type(MediaType.APPLICATION_JSON).build();
            case Result.Unreachable<Boolean>(String why) -> later(why);
            case Result.Conflict<Boolean>(String what) -> later(what);
            case Result.Rejected<Boolean>(String why) ->
                    Problem.of(400, "data", "data: Kafka takes no reading that large: " + why)
                            .response();
        };
    }

    private static Response later(String why) {
        return Problem.later(
                "Kafka has not taken all of it: %s; send the same again, or the next"
                        .formatted(why));
    }

    private static Response wrong(Invalid sent) {
        return Problem.of(400, sent.field(), sent.reason()).response();
    }
}
