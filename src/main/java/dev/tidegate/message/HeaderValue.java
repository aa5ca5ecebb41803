package dev.tidegate.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of an attribute as an HTTP header has it. Quoted strings are undone first, then one
 * round of percent-encoding.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values">HTTP
 *     Protocol Binding 1.0.2, 3.1.3.2</a>
 */
final class HeaderValue {

    /** RFC 7230, section 3.2.6. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private HeaderValue() {}

    /**
     * The attribute's value. A percent sign that no two hexadecimal digits follow is itself.
     *
     * @param header the header's name, for the error
     * @throws Invalid when the bytes that are encoded are no UTF-8
     */
    static String decoded(String header, String value) {
        String text = value.indexOf('"') < 0 ? value : unquoted(value);
        return text.indexOf('%') < 0 ? text : percentDecoded(header, text);
    }

    private static String unquoted(String value) {
        return QUOTED.matcher(value)
                .replaceAll(
                        quoted ->
                                Matcher.quoteReplacement(
                                        ESCAPED.matcher(quoted.group(1)).replaceAll("$1")));
    }

    private static String percentDecoded(String header, String value) {
        byte[] in = value.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            if (low < 0) {
                out.write(in[i]);
            } else {
                out.write(high * 16 + low);
                i += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Invalid(
                    header,
                    "\"%s\" encodes bytes that are no UTF-8; percent-encode the text's UTF-8"
                            .formatted(value));
        }
    }
}
