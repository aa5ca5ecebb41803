package dev.tidegate.adapter.http;

import jakarta.ws.rs.core.Application;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The head of the OpenAPI document at {@code /q/openapi}. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Tidegate",
                        version = "v1alpha1",
                        description =
                                "Moves traffic between versions of a service on Istio, driven by"
                                        + " events. Every error is a problem document (RFC 9457)."),
        tags = {
            @Tag(name = "events", description = "Events in: CloudEvents 1.0"),
            @Tag(name = "rollouts", description = "The state of the releases")
        })
public class TidegateApi extends Application {}
