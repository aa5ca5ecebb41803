package dev.tidegate.adapter.http;

import io.vertx.ext.web.RoutingContext;

import jakarta.ws.rs.container.ContainerResponseContext;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Ends the connection after an answer that says {@code Connection: close}, as those do that come
 * before the whole body has: what its sender goes on to send would be taken in for nobody. Vert.x
 * itself looks at the request's header only.
 */
public final class HangUp {

    @ServerResponseFilter
    void after(ContainerResponseContext answer, RoutingContext request) {
        if ("close".equals(answer.getHeaderString("Connection"))) {
            var _ = request.addEndHandler(_ -> request.request().connection().close());
        }
    }
}
