package dev.tidegate.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.adapter.http.EventsResourceTest.Knows;
import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Result;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guards;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Right;
import dev.tidegate.door.Verb;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

class ReadingsResourceTest {

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");
    private static final Map<String, String> BATCH =
            Map.of("content-type", "application/cloudevents-batch+json; charset=utf-8");
    private static final Set<Right> EVERYWHERE = Set.of(new Right(Verb.REPORT, "", ""));

    /** Keeps what it is told. */
    private static final class Kept implements Readings {

        private final List<ServiceReading> told = new ArrayList<>();
        private final Result<Boolean> result;

        private Kept(Result<Boolean> result) {
            this.result = result;
        }

        @Override
        public Result<Boolean> tell(ServiceKey service, SourcedReading reading) {
            throw new AssertionError("one by one");
        }

        @Override
        public CompletionStage<Result<Boolean>> tellAll(List<ServiceReading> readings) {
            told.addAll(readings);
            return CompletableFuture.completedFuture(result);
        }
    }

    private final Kept kafka = new Kept(new Result.Done<>(true));

    private static Response post(
            Readings kafka, Set<Right> rights, Map<String, String> attributes, String body) {
        Knows access = new Knows(rights);
        var resource = new ReadingsResource(kafka, access, Guards.of(access), Clock.systemUTC());
        byte[] sent = body.getBytes(UTF_8);
        try {
            return resource.tell(
                            Optional.of("t"),
                            attributes,
                            sent.length,
                            new ByteArrayInputStream(sent))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Denied denied ? denied : e;
        }
    }

    private static String data(String service) {
        return """
        {"namespace": "bookinfo", "service": "%s", "source": "mine", "observer": "pod-1",
         "at": "2026-01-31T12:00:00Z", "versions": {"v2": {"requests": 100, "failures": 1}}}\
        """
                .formatted(service);
    }

    private static String event(String service) {
        return """
        {"specversion": "1.0", "id": "1", "source": "/mine", "type": "dev.tidegate.reading",
         "data": %s}\
        """
                .formatted(data(service));
    }

    @Test
    void readingsOfSeveralServicesAreToldTogether() {
        Response answer = post(kafka, EVERYWHERE, JSON, "[%s, %s]".formatted(data("a"), data("b")));

        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(answer.getEntity()).isEqualTo(new Reported(2));
        assertThat(kafka.told)
                .extracting(reading -> reading.service().toString())
                .containsExactly("bookinfo/a", "bookinfo/b");
    }

    @Test
    void oneReadingComesInEachModeOfCloudEventsOrWithoutAny() {
        Set<Right> rights = Set.of(new Right(Verb.REPORT, "bookinfo", "a"));
        Map<String, String> structured = Map.of("content-type", "application/cloudevents+json");
        Map<String, String> binary =
                Map.of(
                        "content-type",
                        "application/json",
                        "specversion",
                        "1.0",
                        "id",
                        "1",
                        "source",
                        "/mine",
                        "type",
                        "dev.tidegate.reading");

        assertThat(post(kafka, rights, JSON, data("a")).getStatus()).isEqualTo(202);
        assertThat(post(kafka, rights, structured, event("a")).getStatus()).isEqualTo(202);
        assertThat(post(kafka, rights, binary, data("a")).getStatus()).isEqualTo(202);
        assertThat(post(kafka, rights, BATCH, " [" + event("a") + "]").getStatus()).isEqualTo(202);
        assertThat(kafka.told).hasSize(4);
    }

    @Test
    void nothingIsToldWhenNothingIsSent() {
        assertThat(post(kafka, EVERYWHERE, JSON, "[]").getEntity()).isEqualTo(new Reported(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    `` | data | data: is empty; write a JSON object
                    [1] | data.0 | data.0: 1 is of JSON type number; write an object
                    [{} | data | data: is not JSON
                    {"service": "a"} | data.namespace | data.namespace: is missing
                    [{"service": "a"}] | data.namespace | data.namespace: is missing
                    [GOOD, {"service": "a"}] | 1.data.namespace | 1.data.namespace: is missing
                    """)
    void whatIsWrongIsNamedAndNothingIsTold(String body, String field, String said) {
        Response answer = post(kafka, EVERYWHERE, JSON, body.replace("GOOD", data("a")));

        assertThat(answer.getStatus()).isEqualTo(400);
        Problem problem = (Problem) answer.getEntity();
        assertThat(problem.field()).contains(field);
        assertThat(problem.detail()).startsWith(said);
        assertThat(kafka.told).isEmpty();
    }

    @Test
    void whoMayTellOfOneServiceTellsOfNoOther() {
        Set<Right> rights = Set.of(new Right(Verb.REPORT, "bookinfo", "a"));
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(
                        () -> post(kafka, rights, JSON, "[%s, %s]".formatted(data("a"), data("b"))))
                .withMessageContaining("may not report rollouts.tidegate.dev \"b\"");
        assertThat(kafka.told).isEmpty();
    }

    @Test
    void whatIsTooLargeIsRefused() {
        String large = data("a") + " ".repeat(BodyLimit.READINGS.bytes());
        assertThat(post(kafka, EVERYWHERE, JSON, large).getStatus()).isEqualTo(413);
    }

    @Test
    void kafkaAwayAsksTheSenderToComeAgain() {
        Response answer =
                post(
                        new Kept(new Result.Unreachable<>("no broker answered")),
                        Set.of(new Right(Verb.REPORT, "bookinfo", "a")),
                        JSON,
                        data("a"));
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("5");
        assertThat(((Problem) answer.getEntity()).detail())
                .contains("no broker answered; send the same again, or the next");
    }

    @Test
    void readingThatKafkaNeverTakesIsTheSendersFault() {
        Readings refuses = new Kept(new Result.Rejected<>("too large"));
        assertThat(
                        post(
                                        refuses,
                                        Set.of(new Right(Verb.REPORT, "bookinfo", "a")),
                                        JSON,
                                        data("a"))
                                .getStatus())
                .isEqualTo(400);
    }
}
