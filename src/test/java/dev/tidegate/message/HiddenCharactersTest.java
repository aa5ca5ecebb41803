package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.Command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.util.Map;

class HiddenCharactersTest {

    private static final String HIDDEN = "\u001b[2J\u202ex\u2028";
    private static final String SEEN = "\\u001b[2J\\u202ex\\u2028";

    private final CloudEventCodec codec = new CloudEventCodec(Clock.systemUTC());

    private Decoded decoded(String type, ObjectNode data, String id, String source) {
        Map<String, String> attributes =
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        id,
                        "source",
                        source,
                        "type",
                        "dev.tidegate." + type,
                        "time",
                        "2026-01-31T12:00:00Z");
        data.put("namespace", "bookinfo").put("service", "reviews");
        return codec.decode(attributes, data.toString().getBytes(UTF_8));
    }

    private static ObjectNode alert() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("alert", "ErrorRate")
                .put("severity", "critical")
                .put("version", "v2")
                .put("fingerprint", "f")
                .put("startsAt", "2026-01-31T12:00:00Z");
    }

    private static ObjectNode command() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("command", "abort")
                .put("actor", "oncall")
                .put("reason", "errors");
    }

    @ParameterizedTest
    @CsvSource({"0000", "001b", "000a", "007f", "009b", "200b", "200d", "200e", "202e", "2066"})
    void identifierIsRefusedAndShownEscaped(String hexadecimal) {
        String id = "e" + Character.toString(Integer.parseInt(hexadecimal, 16)) + "1";
        String code = "U+" + hexadecimal.toUpperCase(java.util.Locale.ROOT);
        refused(decoded("alert.fired", alert(), id, "/me"), "id", code);
        ObjectNode alert = alert().put("fingerprint", id);
        refused(decoded("alert.fired", alert, "e", "/me"), "data.fingerprint", code);
        ObjectNode command = command().put("rollout", id);
        refused(decoded("command", command, "e", "/me"), "data.rollout", code);
        ObjectNode timer =
                JsonNodeFactory.instance.objectNode().put("rollout", "r").put("revision", 1);
        refused(decoded("step.due", timer.put("uid", id), "e", "/me"), "data.uid", code);
    }

    @Test
    void sourceIsRefused() {
        refused(decoded("alert.fired", alert(), "e", "/m\u202ee"), "source", "U+202E");
    }

    private static void refused(Decoded decoded, String field, String code) {
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Poison.class,
                        poison -> {
                            assertThat(poison.field()).isEqualTo(field);
                            assertThat(poison.reason())
                                    .startsWith(field + ": \"")
                                    .contains(code, "\\", "use letters, digits and signs")
                                    .matches("\\P{C}*");
                        });
    }

    @Test
    void textOfAnAlertIsEscapedAndTheAlertActs() {
        ObjectNode sent =
                alert().put("alert", HIDDEN).put("severity", HIDDEN).put("version", HIDDEN);
        assertThat(((Decoded.Event) decoded("alert.fired", sent, "e", "/me")).event())
                .isInstanceOfSatisfying(
                        AlertFired.class,
                        fired -> {
                            Alert alert = fired.alert();
                            assertThat(alert.name()).isEqualTo(SEEN);
                            assertThat(alert.severity()).isEqualTo(SEEN);
                            assertThat(alert.version()).hasValue(SEEN);
                        });
    }

    @Test
    void textOfACommandIsEscapedAndTheCommandActs() {
        ObjectNode sent =
                command().put("actor", "boss\r" + HIDDEN).put("reason", HIDDEN + "\n👩\u200d👧");
        assertThat(((Decoded.Event) decoded("command", sent, "e", "/me")).event())
                .isInstanceOfSatisfying(
                        Command.class,
                        command -> {
                            assertThat(command.actor()).isEqualTo("boss\\u000d" + SEEN);
                            assertThat(command.reason()).isEqualTo(SEEN + "\\u000a👩\u200d👧");
                        });
    }

    @Test
    void escapesCountAmongTheCharactersThatAreKept() {
        refusedForLength(command().put("reason", "\u202e".repeat(1_000)));
        refusedForLength(command().put("actor", "\u202e".repeat(200)));
    }

    private void refusedForLength(ObjectNode command) {
        assertThat(decoded("command", command, "e", "/me"))
                .isInstanceOfSatisfying(
                        Decoded.Poison.class,
                        poison -> assertThat(poison.reason()).contains("characters; use at most"));
    }

    @Test
    void whateverIsRepeatedOfABadEventIsEscaped() {
        ObjectNode unknown = command().put("a\u202eb", 1);
        ObjectNode wrong = command().put("command", "pro\u202emote");
        ObjectNode version = JsonNodeFactory.instance.objectNode().put("version", "v\u001b2");
        for (Decoded decoded :
                new Decoded[] {
                    decoded("command", unknown, "e", "/me"),
                    decoded("command", wrong, "e", "/me"),
                    decoded("deploy.started", version, "e", "/me"),
                    decoded("deploy\u202e", version, "e", "/me")
                }) {
            assertThat(decoded)
                    .isInstanceOfSatisfying(
                            Decoded.Poison.class,
                            poison -> {
                                assertThat(poison.reason()).matches("\\P{C}*").contains("\\u");
                                assertThat(poison.field()).matches("\\P{C}*");
                            });
        }
    }
}
