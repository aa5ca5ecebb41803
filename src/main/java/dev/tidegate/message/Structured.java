package dev.tidegate.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The structured mode of CloudEvents: one JSON object with the attributes and the data, for people
 * to read.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON
 *     Event Format 1.0.2</a>
 */
public final class Structured {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Structured() {}

    /** The event on several lines, its attributes first. */
    public static String pretty(BinaryEvent event) {
        ObjectNode object = JSON.createObjectNode();
        event.attributes()
                .forEach(
                        (name, value) ->
                                object.put(
                                        name.equals("content-type") ? "datacontenttype" : name,
                                        value));
        try {
            return object.set("data", JSON.readTree(event.data())).toPrettyString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(event + " has data that are not JSON", e);
        }
    }
}
