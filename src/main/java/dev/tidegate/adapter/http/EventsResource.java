package dev.tidegate.adapter.http;

import dev.tidegate.controller.Result;
import dev.tidegate.door.Access;
import dev.tidegate.door.Bodies;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Guard;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Right;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;
import dev.tidegate.message.EventHeaders;
import dev.tidegate.message.EventPublisher;
import dev.tidegate.message.Invalid;
import dev.tidegate.message.JsonType;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes CloudEvents 1.0, binary or structured, and puts each on its topic. The answer is 202 only
 * when Kafka has acknowledged it, so a sender that repeats until 202 loses nothing: an event
 * handled twice changes nothing the second time.
 */
@Path("/events")
@Tag(name = "events", description = "Events in: CloudEvents 1.0")
public class EventsResource {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String EXAMPLE =
            """
            {
              "specversion": "1.0",
              "id": "build-4711",
              "source": "/ci/reviews",
              "type": "dev.tidegate.deploy.started",
              "time": "2026-01-01T12:00:00Z",
              "data": {"namespace": "bookinfo", "service": "reviews", "version": "v2"}
            }
            """;

    private final Bodies bodies;
    private final CloudEventCodec codec;
    private final EventPublisher publisher;
    private final Access access;
    private final Guard guard;

    EventsResource(CloudEventCodec codec, EventPublisher publisher, Access access, Guard guard) {
        this.bodies = guard.bodies(BodyLimit.EVENTS);
        this.codec = codec;
        this.publisher = publisher;
        this.access = access;
        this.guard = guard;
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "publishEvent",
            summary = "Publishes one event: a deployment, an alert, or a command",
            description =
                    "Structured mode: application/cloudevents+json. Binary mode: application/json"
                            + " with the attributes as ce-* headers. A command's actor is who"
                            + " sends it, whatever it says itself.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = STRUCTURED,
                        schema = @Schema(ref = "CloudEvent"),
                        examples = @ExampleObject(name = "deployment", value = EXAMPLE)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(
            responseCode = "202",
            description = "Kafka has the event",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Accepted.class)))
    @APIResponse(
            responseCode = "400",
            description = "It is no event of ours; `field` names what is wrong",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "401", ref = "Nobody")
    @APIResponse(responseCode = "403", ref = "NoRight")
    @APIResponse(responseCode = "408", ref = "Slow")
    @APIResponse(responseCode = "413", ref = "Large")
    @APIResponse(responseCode = "415", ref = "NotRead")
    @APIResponse(
            responseCode = "502",
            description = "Kafka refuses the event; make it smaller",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "503", ref = "Later")
    public CompletionStage<Response> publish(@Context HttpHeaders headers, InputStream body) {
        requireJson(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
        try {
            Map<String, String> attributes = EventHeaders.attributes(headers.getRequestHeaders());
            return publish(Guard.token(headers), attributes, headers.getLength(), body);
        } catch (Invalid e) {
            return CompletableFuture.completedFuture(
                    Problem.of(400, e.field(), e.reason()).response());
        }
    }

    private static void requireJson(@Nullable String type) {
        if (type != null && !JsonType.declaredBy(type)) {
            throw new NotSupportedException();
        }
    }

    CompletionStage<Response> publish(
            Optional<String> token, Map<String, String> attributes, int length, InputStream body) {
        return guard.caller(token)
                .thenCompose(
                        caller ->
                                bodies.take(
                                        caller,
                                        length,
                                        body,
                                        sent ->
                                                CompletableFuture.completedFuture(
                                                        publish(caller, attributes, sent))));
    }

    private Response publish(Caller caller, Map<String, String> attributes, byte[] sent) {
        byte[] body = caller.anybody() ? sent : codec.givenBy(caller.name(), attributes, sent);
        return switch (codec.decode(attributes, body)) {
            case Decoded.Poison poison ->
                    Problem.of(400, poison.field(), poison.reason()).response();
            case Decoded.Event event -> {
                access.require(caller, Right.of(event.event()));
                yield publish(event, attributes, body);
            }
        };
    }

    private Response publish(Decoded.Event event, Map<String, String> attributes, byte[] body) {
        var key = event.event().service();
        return switch (publisher.publish(event.topic(), key, attributes, body)) {
            case Result.Done<Boolean> _ ->
                    Response.accepted(
                                    new Accepted(
                                            event.event().id(),
                                            publisher.topic(event.topic(), key),
                                            key.toString()))
                            .type(MediaType.APPLICATION_JSON)
                            .build();
            case Result.Unreachable<Boolean> away -> later("Kafka has not taken it: " + away.why());
            case Result.Conflict<Boolean> conflict -> later(conflict.what());
            case Result.Rejected<Boolean> no ->
                    Problem.of(502, "Kafka refuses the event: " + no.why()).response();
        };
    }

    private static Response later(String why) {
        return Problem.later(why + "; send the same event again, with the same id");
    }
}
