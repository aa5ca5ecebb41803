package dev.tidegate.message;

import dev.tidegate.core.text.Blanks;

import java.util.Locale;

/** The media types that declare one JSON value. */
public final class JsonType {

    private static final String SEVERAL_EVENTS = "application/cloudevents-batch+json";

    private JsonType() {}

    /**
     * Whether a content type, without its parameters and in whatever case, is {@code *}{@code
     * /json} or {@code *}{@code /*+json}. A batch of CloudEvents is JSON and no single event.
     *
     * @see <a
     *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#31-handling-of-data">JSON
     *     Event Format 1.0.2, 3.1</a>
     */
    public static boolean declaredBy(String contentType) {
        String type = Blanks.stripped(contentType.split(";", 2)[0]).toLowerCase(Locale.ROOT);
        String subtype = type.substring(type.indexOf('/') + 1);
        return type.indexOf('/') > 0
                && (subtype.equals("json") || subtype.endsWith("+json"))
                && !type.equals(SEVERAL_EVENTS);
    }
}
