package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.tidegate.core.text.Blanks;
import dev.tidegate.message.Invalid;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request as it came. */
final class WebhookRequest {

    /** Reads what tools send; blanks around a text are none of it. */
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .nodeFactory(new Stripping())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final class Stripping extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public TextNode textNode(String text) {
            return super.textNode(Blanks.stripped(text));
        }
    }

    /** Why JSON is refused that is right, and more than any tool sends. */
    static final String TOO_MUCH =
            "has too many levels, or a number or a name that is too long; send the tool's payload"
                    + " as it is";

    private final Map<String, String> headers;
    private final byte[] body;
    private final Instant received;

    /**
     * A request.
     *
     * @param headers as {@link #headers} gives them
     * @param body exactly the bytes that were sent: signatures are of them
     * @param received when it came
     */
    WebhookRequest(Map<String, String> headers, byte[] body, Instant received) {
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.received = received;
    }

    /** A request's headers: names in lower case, the first value of each. */
    static Map<String, String> headers(Map<String, List<String>> sent) {
        Map<String, String> headers = new TreeMap<>();
        sent.forEach(
                (name, values) ->
                        headers.put(
                                name.toLowerCase(Locale.ROOT),
                                values.isEmpty() ? "" : values.getFirst()));
        return headers;
    }

    byte[] body() {
        return body;
    }

    Instant received() {
        return received;
    }

    /** A header that is there and says something. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .map(Blanks::stripped)
                .filter(value -> !value.isEmpty());
    }

    /**
     * A header that the tool always sends.
     *
     * @throws Invalid when it is missing
     */
    String required(String header, String example) {
        return header(header)
                .orElseThrow(
                        () ->
                                new Invalid(
                                        header,
                                        "is missing; the tool sends one such as " + example));
    }

    /**
     * The body as a JSON object.
     *
     * @throws Invalid when it is none
     */
    ObjectNode json() {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new Invalid("body", "is no JSON object; send the tool's payload as it is");
        } catch (StreamConstraintsException e) {
            throw new Invalid("body", TOO_MUCH);
        } catch (JsonProcessingException e) {
            throw new Invalid(
                    "body",
                    "is not JSON (cannot be read at line %d, column %d); choose application/json as the content type"
                            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new Invalid("body", "cannot be read; send JSON in UTF-8");
        }
    }
}
