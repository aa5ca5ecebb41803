package dev.tidegate.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.EventCodec.Decoded;
import dev.tidegate.controller.Result;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;

import java.util.Map;

class EventsResourceTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final Decoded DEPLOY =
            new Decoded.Event(
                    new DeployStarted("e-1", REVIEWS, Rollouts.NOON, new Version("v2")),
                    "tidegate.deployments");

    @Test
    void acceptedOnlyWhenKafkaHasIt() {
        Response answer = post(DEPLOY, new Result.Done<>(true), 10);
        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(answer.getEntity())
                .isEqualTo(new Accepted("e-1", "tidegate.deployments", "bookinfo/reviews"));
    }

    @Test
    void poisonNamesItsField() {
        Response answer =
                post(new Decoded.Poison("data.version", "is blank"), new Result.Done<>(true), 10);
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(((Problem) answer.getEntity()).field()).contains("data.version");
    }

    @Test
    void kafkaAwayAsksTheSenderToComeAgain() {
        Response answer = post(DEPLOY, new Result.Unreachable<>("no broker answered"), 10);
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("5");
        assertThat(((Problem) answer.getEntity()).detail()).contains("no broker answered");
    }

    @Test
    void eventThatKafkaRefusesIsNoSendersFault() {
        Response answer = post(DEPLOY, new Result.Rejected<>("no right to write"), 10);
        assertThat(answer.getStatus()).isEqualTo(502);
    }

    @Test
    void largestBodyIsTakenAndOneByteMoreIsNot() {
        Result<Boolean> done = new Result.Done<>(true);
        assertThat(post(DEPLOY, done, EventsResource.MAX_BYTES).getStatus()).isEqualTo(202);
        assertThat(post(DEPLOY, done, EventsResource.MAX_BYTES + 1).getStatus()).isEqualTo(413);
    }

    private static Response post(Decoded decoded, Result<Boolean> published, int bytes) {
        var resource = new EventsResource((_, _) -> decoded, (_, _, _, _) -> published);
        return resource.publish(Map.of(), new byte[bytes]);
    }
}
