package dev.tidegate.adapter.http;

import dev.tidegate.controller.NetworkTrouble;
import dev.tidegate.controller.Policies;
import dev.tidegate.controller.Result;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.service.PolicyLookup;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guards;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Right;
import dev.tidegate.door.Said;
import dev.tidegate.door.Verb;
import dev.tidegate.messages.Collection;
import dev.tidegate.messages.Fixed;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the HTTP API answers whoever asks for something wrong, or may not ask. */
class AnswerMessagesTest {

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final RolloutsResource rollouts =
            new RolloutsResource(
                    new FixedStore(
                            List.of(
                                    Rollouts.stored(
                                            "bookinfo",
                                            "reviews",
                                            1,
                                            new Phase.Succeeded(Rollouts.NOON)))),
                    Guards.of(Access.OPEN),
                    THREADS);
    private final Collection collected = new Collection();

    private void answer(String provoked, Response answer) {
        collected.add(provoked, Said.of(answer));
    }

    private void listed(
            String provoked,
            Optional<String> namespace,
            Optional<String> service,
            Optional<String> phase,
            Optional<String> live) {
        answer(provoked, rollouts.list(new RolloutFilter(namespace, service, phase, live)));
    }

    private static RolloutsResource unread() {
        return new RolloutsResource(
                new FixedStore(List.of(), new CompletableFuture<>()),
                Guards.of(Access.OPEN),
                THREADS);
    }

    private static Response alerts(PolicyLookup found, String service) {
        Policies policies = Fixed.answering(Policies.class, found);
        return new AlertsResource(policies, Guards.of(Access.OPEN))
                .list("bookinfo", service, Fixed.answering(HttpHeaders.class, null))
                .toCompletableFuture()
                .join();
    }

    private static Response refusals(String service) {
        return new RefusalsResource(
                        (_, _) -> new Result.Unreachable<>("(what is wrong there)"),
                        Guards.of(Access.OPEN),
                        Clock.systemUTC())
                .list("bookinfo", service, Fixed.answering(HttpHeaders.class, null))
                .toCompletableFuture()
                .join();
    }

    @Test
    void everyProblemIsForPeople() {
        Optional<String> none = Optional.empty();
        listed("phase=rolling", none, none, Optional.of("rolling"), none);
        listed("live=maybe", none, none, none, Optional.of("maybe"));
        listed("namespace=Book Info", Optional.of("Book Info"), none, none, none);
        listed("service=re/views", none, Optional.of("re/views"), none, none);
        answer("a rollout that is none", rollouts.one("bookinfo", "reviews-7"));
        answer(
                "nothing was read yet",
                unread().onceRead(Duration.ofMillis(1), () -> Problem.later("read")).join());
        answer("alerts of no service", alerts(new PolicyLookup.Absent(), "re/views"));
        answer("alerts without a policy", alerts(new PolicyLookup.Absent(), "reviews"));
        answer(
                "alerts, and the API server is away",
                alerts(new PolicyLookup.Unreachable("(what is wrong there)"), "reviews"));
        answer("refusals of no service", refusals("re/views"));
        answer("refusals, and Kafka is away", refusals("reviews"));
        answer(
                "Kafka is away",
                Problem.later("Kafka is away: topic tidegate.deployments: no answer"));
        for (Exception trouble :
                List.of(
                        new ConnectException("Connection refused"),
                        new SocketTimeoutException("timeout"),
                        new IOException(new UnknownHostException("api")))) {
            collected.add(
                    "the API server: " + trouble.getClass().getSimpleName(),
                    NetworkTrouble.of(trouble));
        }
        Caller ci =
                new Caller(
                        "system:serviceaccount:ci:deployer", "u-1", List.of(), java.util.Map.of());
        for (Verb verb : Verb.values()) {
            collected.add(
                    "without the right to " + verb,
                    Denied.missing(ci, new Right(verb, "bookinfo", "reviews")).detail());
        }
        collected.check("answers");
    }
}
