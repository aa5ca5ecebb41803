package dev.tidegate.adapter.http;

import static dev.tidegate.adapter.http.EventsResourceTest.answer;
import static dev.tidegate.adapter.http.EventsResourceTest.sent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.adapter.http.EventsResourceTest.Knows;
import dev.tidegate.controller.Result;
import dev.tidegate.door.Access;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Guards;
import dev.tidegate.door.Right;
import dev.tidegate.door.Verb;
import dev.tidegate.message.CloudEventCodec;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Whose events find room while others want all of it. */
class EventsRoomTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Right PROMOTE = new Right(Verb.PROMOTE, "bookinfo", "reviews");
    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json");

    @Test
    void inventedTokensTakeNoRoomFromWhoIsKnown() {
        // Given more bodies than there is room for, of tokens about which there is no answer yet
        CompletableFuture<Boolean> tokenReviews = new CompletableFuture<>();
        Access slow =
                new Knows(Set.of(PROMOTE)) {
                    @Override
                    public Caller identify(Optional<String> token) {
                        if (!token.equals(Optional.of("t")) && tokenReviews.join()) {
                            throw new Denied(Denied.Why.NOT_GENUINE, "nobody's");
                        }
                        return super.identify(token);
                    }
                };
        var resource =
                new EventsResource(
                        new CloudEventCodec(Clock.systemUTC()),
                        (_, _, _, _) -> new Result.Done<>(true),
                        slow,
                        Guards.of(slow));
        List<CompletableFuture<Response>> invented =
                IntStream.range(0, 200)
                        .mapToObj(
                                i ->
                                        resource.publish(
                                                        Optional.of("invented-" + i),
                                                        STRUCTURED,
                                                        -1,
                                                        sent("promote"))
                                                .toCompletableFuture())
                        .toList();
        // When, Then
        for (int i = 0; i < 58; i++) {
            assertThat(answer(resource, Optional.of("t"), STRUCTURED, sent("promote")).getStatus())
                    .isEqualTo(202);
        }
        assertThat(invented).noneMatch(CompletableFuture::isDone);
        tokenReviews.complete(true);
        assertThat(invented)
                .allSatisfy(
                        one ->
                                assertThat(one)
                                        .failsWithin(PATIENCE)
                                        .withThrowableThat()
                                        .withCauseInstanceOf(Denied.class));
    }

    @Test
    void tokensWithoutRightsLeaveRoomToWhoHasOne() {
        // Given senders who are known, have no right, and send no byte of the body they announce
        CompletableFuture<Integer> byteToCome = new CompletableFuture<>();
        InputStream slow =
                new InputStream() {
                    @Override
                    public int read() {
                        return byteToCome.join();
                    }

                    @Override
                    public int read(byte[] into, int from, int most) {
                        return byteToCome.join();
                    }
                };
        Access some =
                new Knows(Set.of(PROMOTE)) {
                    @Override
                    public Caller identify(Optional<String> token) {
                        return new Caller(token.orElseThrow(), "", List.of(), Map.of());
                    }

                    @Override
                    public boolean proven(Caller caller) {
                        return caller.name().equals("oncall");
                    }
                };
        var resource =
                new EventsResource(
                        new CloudEventCodec(Clock.systemUTC()),
                        (_, _, _, _) -> new Result.Done<>(true),
                        some,
                        Guards.of(some));
        List<CompletableFuture<Response>> useless =
                IntStream.range(0, 200)
                        .mapToObj(
                                i ->
                                        resource.publish(
                                                        Optional.of("pod-" + i),
                                                        STRUCTURED,
                                                        BodyLimit.EVENTS.bytes(),
                                                        slow)
                                                .toCompletableFuture())
                        .toList();
        await().atMost(PATIENCE)
                .until(() -> useless.stream().filter(CompletableFuture::isDone).count() == 184);
        // When, Then
        for (int i = 0; i < 58; i++) {
            assertThat(
                            answer(resource, Optional.of("oncall"), STRUCTURED, sent("promote"))
                                    .getStatus())
                    .isEqualTo(202);
        }
        byteToCome.complete(-1);
    }
}
