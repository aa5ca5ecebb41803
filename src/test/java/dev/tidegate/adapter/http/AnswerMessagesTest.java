package dev.tidegate.adapter.http;

import dev.tidegate.controller.NetworkTrouble;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guards;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Right;
import dev.tidegate.door.Verb;
import dev.tidegate.messages.Collection;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
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
        Problem problem = (Problem) answer.getEntity();
        collected.add(
                provoked,
                "%d %s%s: %s"
                        .formatted(
                                problem.status(),
                                problem.title(),
                                problem.field().map(f -> " (" + f + ")").orElse(""),
                                problem.detail()));
    }

    private void listed(
            String provoked,
            Optional<String> namespace,
            Optional<String> service,
            Optional<String> phase,
            Optional<String> live) {
        answer(provoked, rollouts.list(new RolloutFilter(namespace, service, phase, live)));
    }

    @Test
    void everyProblemIsForPeople() {
        Optional<String> none = Optional.empty();
        listed("phase=rolling", none, none, Optional.of("rolling"), none);
        listed("live=maybe", none, none, none, Optional.of("maybe"));
        listed("namespace=Book Info", Optional.of("Book Info"), none, none, none);
        listed("service=re/views", none, Optional.of("re/views"), none, none);
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
