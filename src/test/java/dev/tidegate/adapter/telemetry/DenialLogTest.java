package dev.tidegate.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.door.Denied;
import dev.tidegate.door.Entry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.logging.Level;
import java.util.logging.Logger;

class DenialLogTest {

    private final Denied wrong = new Denied(Denied.Why.NOT_GENUINE, "the signature is wrong");

    private final Logger logger = Logger.getLogger("dev.tidegate.access");
    private final Lines lines = new Lines();
    private final DenialLog log = new DenialLog();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.ALL);
        logger.addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(lines);
        logger.setLevel(null);
    }

    @Test
    void floodIsOneWarningAMinuteThatCountsTheOthers() {
        // When
        for (int second = 0; second <= 60; second++) {
            log.denied(Entry.WEBHOOKS, wrong, Releases.NOON.plusSeconds(second));
        }
        // Then
        assertThat(lines.levels).hasSize(61).startsWith("WARN").endsWith("WARN");
        assertThat(lines.levels.subList(1, 60)).containsOnly("DEBUG");
        String line = "denied at webhooks, not-genuine: the signature is wrong";
        assertThat(lines.messages)
                .startsWith(line, line)
                .endsWith(line + " (59 more since the last such line)");
        assertThat(lines.keys.getFirst())
                .containsEntry("entry", "webhooks")
                .containsEntry("reason", "the signature is wrong");
    }

    @Test
    void floodHidesNoOtherKind() {
        log.denied(Entry.WEBHOOKS, wrong, Releases.NOON);
        log.denied(Entry.EVENTS, wrong, Releases.NOON);
        log.denied(
                Entry.WEBHOOKS, new Denied(Denied.Why.NO_RIGHT, "ci may not alert"), Releases.NOON);
        assertThat(lines.levels).containsExactly("WARN", "WARN", "WARN");
    }
}
