package dev.tidegate.adapter.http;

import dev.tidegate.controller.Refusals;
import dev.tidegate.controller.Refusals.RefusedEvent;
import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.door.Guard;
import dev.tidegate.door.Problem;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Shows which events of a service were refused lately: whoever sent one has only a 202. */
@Path("/api/refusals")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "rollouts")
public class RefusalsResource {

    /** A sender who waits longer asks more than once meanwhile. */
    private static final Duration LATELY = Duration.ofMinutes(2);

    private final Refusals refusals;
    private final Guard guard;
    private final Clock clock;

    RefusalsResource(Refusals refusals, Guard guard, Clock clock) {
        this.refusals = refusals;
        this.guard = guard;
        this.clock = clock;
    }

    @GET
    @Path("/{namespace}/{service}")
    @Operation(
            operationId = "listRefusals",
            summary = "Lists the service's events that were refused within two minutes")
    @APIResponse(
            responseCode = "200",
            description = "The refusals of the last two minutes",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = RefusalView.class)))
    @APIResponse(responseCode = "401", ref = "Nobody")
    @APIResponse(responseCode = "403", ref = "NoRight")
    @APIResponse(
            responseCode = "400",
            description = "This can be no service; `field` names what is wrong",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "Kafka is away, or too many ask at once; ask again",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    public CompletionStage<Response> list(
            @PathParam("namespace") String namespace,
            @PathParam("service") String service,
            @Context HttpHeaders headers) {
        return guard.ofService(headers, namespace, service, this::list);
    }

    private Response list(ServiceKey key) {
        return switch (refusals.of(key, clock.instant().minus(LATELY))) {
            case Result.Done<List<RefusedEvent>>(var found) ->
                    Response.ok(
                                    found.stream().map(RefusalView::of).toList(),
                                    MediaType.APPLICATION_JSON_TYPE)
                            .build();
            case Result.Unreachable<List<RefusedEvent>>(String why) -> later(why);
            case Result.Conflict<List<RefusedEvent>>(String what) -> later(what);
            case Result.Rejected<List<RefusedEvent>>(String why) -> later(why);
        };
    }

    private static Response later(String why) {
        return Problem.later(why + "; ask again");
    }
}
