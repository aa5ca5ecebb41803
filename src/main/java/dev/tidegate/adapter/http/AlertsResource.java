package dev.tidegate.adapter.http;

import dev.tidegate.controller.Policies;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.service.PolicyLookup;
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

import java.util.concurrent.CompletionStage;

/** Shows which alerts of a service are taken to fire: what holds its next release. */
@Path("/api/alerts")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "rollouts")
public class AlertsResource {

    private final Policies policies;
    private final Guard guard;

    AlertsResource(Policies policies, Guard guard) {
        this.policies = policies;
        this.guard = guard;
    }

    @GET
    @Path("/{namespace}/{service}")
    @Operation(
            operationId = "listAlerts",
            summary = "Lists the service's alerts that are taken to fire",
            description = "The command forget drops one of them; it goes to /events.")
    @APIResponse(
            responseCode = "200",
            description = "The alerts that are taken to fire",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = AlertView.class)))
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
            responseCode = "404",
            description = "The service has no RolloutPolicy, so nothing is remembered for it",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The API server is away; ask again",
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
        return switch (policies.find(key)) {
            case PolicyLookup.Absent() ->
                    Problem.of(
                                    404,
                                    "service",
                                    "%s has no RolloutPolicy, so no alert is remembered for it"
                                            .formatted(key))
                            .response();
            case PolicyLookup.Unreachable(String why) -> Problem.later(why + "; ask again");
            case PolicyLookup.Found _, PolicyLookup.Invalid _ ->
                    Response.ok(
                                    policies.remembered(key).stream().map(AlertView::of).toList(),
                                    MediaType.APPLICATION_JSON_TYPE)
                            .build();
        };
    }
}
