package dev.tidegate.adapter.knative;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tidegate.controller.AwaitedEvents;
import dev.tidegate.controller.Controller;
import dev.tidegate.controller.FakeWorld;
import dev.tidegate.controller.Ports;
import dev.tidegate.controller.SilentTelemetry;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guards;
import dev.tidegate.door.Right;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.messages.Collection;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/** What a function answers: done, to be sent again, or never again. */
class FunctionMessagesTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);
    private static final String TICK =
            "{\"specversion\": \"1.0\", \"id\": \"t\", \"source\": \"/me\", \"type\":"
                    + " \"dev.tidegate.tick\"}";

    /** Nobody without a token, and who has one may do nothing. */
    private static final Access CLOSED =
            new Access() {
                @Override
                public Caller identify(Optional<String> token) {
                    return token.map(name -> new Caller(name, "", List.of(), Map.of()))
                            .orElseThrow(() -> new Denied(Denied.Why.NOBODY, "no token"));
                }

                @Override
                public void require(Caller caller, Right right) {
                    throw Denied.missing(caller, right);
                }
            };

    private final FakeWorld world = new FakeWorld();
    private final Collection collected = new Collection();
    private final Ports ports = world.ports();
    private final Controller controller =
            new Controller(ports, Executors.newVirtualThreadPerTaskExecutor(), new Random(1));

    @AfterEach
    void close() {
        controller.close();
    }

    private FunctionResource function(Trigger only, Duration answerWithin, Access access) {
        return new FunctionResource(
                new CloudEventCodec(CLOCK),
                controller,
                new AwaitedEvents(controller, ports),
                new SilentTelemetry(),
                (_, _) -> {},
                CLOCK,
                true,
                Optional.of(only),
                answerWithin,
                access,
                FunctionResource.Proof.TOKEN,
                Guards.of(access),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    private String post(FunctionResource function, String body) {
        KnativeRequest delivered =
                KnativeRequest.of(Map.of("Content-Type", List.of("application/cloudevents+json")));
        try (Response answer = function.handle(delivered, body.getBytes(UTF_8)).join()) {
            return Integer.toString(answer.getStatus());
        } catch (CompletionException e) {
            return said((WebApplicationException) requireNonNull(e.getCause()));
        } catch (WebApplicationException e) {
            return said(e);
        }
    }

    private static String said(WebApplicationException problem) {
        return "%d: %s".formatted(problem.getResponse().getStatus(), problem.getMessage());
    }

    private static String example(String name) throws IOException {
        return Files.readString(Path.of("kafka", "examples", name + ".json"));
    }

    private static String barred(FunctionResource function, Optional<String> token) {
        try {
            function.requireDeliverer(token);
            return "let in";
        } catch (WebApplicationException e) {
            return said(e);
        }
    }

    @Test
    void answersAreForPeople() throws IOException {
        FunctionResource starter =
                function(Trigger.DEPLOY_STARTED, Duration.ofMinutes(1), Access.OPEN);
        String deploy = example("deploy-started");
        collected.add("a deployment of no policy", post(starter, deploy));
        collected.add("a command", post(starter, example("command")));
        collected.add("a tick", post(starter, TICK));
        collected.add("no event", post(starter, "rubbish"));
        collected.add("a version that is none", post(starter, deploy.replace("\"v2\"", "\"V 2\"")));
        collected.add("an event that is too large", post(starter, " ".repeat(262_145)));
        FunctionResource closed = function(Trigger.ALERT, Duration.ofMinutes(1), CLOSED);
        collected.add("no token", barred(closed, Optional.empty()));
        collected.add("a token without the right", barred(closed, Optional.of("somebody")));
        world.unread();
        FunctionResource hasty =
                function(Trigger.DEPLOY_STARTED, Duration.ofSeconds(1), Access.OPEN);
        collected.add("the cluster is not read yet", post(hasty, deploy));
        String full = "204";
        FunctionResource patient =
                function(Trigger.DEPLOY_STARTED, Duration.ofMillis(1), Access.OPEN);
        for (int i = 0; i < 2_000 && !full.contains("waiting"); i++) {
            full = post(patient, deploy.replaceFirst("\"id\": \"", "\"id\": \"" + i));
        }
        collected.add("the service has much to do", full);
        collected.check("functions");
    }
}
