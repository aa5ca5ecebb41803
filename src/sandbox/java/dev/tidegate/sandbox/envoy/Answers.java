package dev.tidegate.sandbox.envoy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes {@code redirect} and {@code directResponse}: routes that the proxy answers itself. */
final class Answers {

    private Answers() {}

    static Map<String, Object> redirect(Fields http, int listener) {
        Fields redirect = http.part("redirect");
        Map<String, Object> out = new LinkedHashMap<>();
        redirect.word("authority").ifPresent(host -> out.put("host_redirect", host));
        redirect.word("uri").ifPresent(uri -> out.put("path_redirect", uri));
        redirect.word("scheme").ifPresent(scheme -> out.put("scheme_redirect", scheme));
        port(redirect, listener).ifPresent(port -> out.put("port_redirect", port));
        long code = redirect.positive("redirectCode").orElse(301);
        out.put(
                "response_code",
                switch ((int) code) {
                    case 301 -> "MOVED_PERMANENTLY";
                    case 302 -> "FOUND";
                    case 303 -> "SEE_OTHER";
                    case 307 -> "TEMPORARY_REDIRECT";
                    case 308 -> "PERMANENT_REDIRECT";
                    default ->
                            throw redirect.wrong(
                                    "redirectCode", "unknown; use 301, 302, 303, 307 or 308");
                });
        redirect.end();
        return out;
    }

    /** The port that the scheme has anyway is not named. */
    private static OptionalLong port(Fields redirect, int listener) {
        String derived = redirect.word("derivePort").orElse("FROM_PROTOCOL_DEFAULT");
        OptionalLong port =
                switch (derived) {
                    case "FROM_PROTOCOL_DEFAULT" -> redirect.positive("port");
                    case "FROM_REQUEST_PORT" -> OptionalLong.of(listener);
                    default ->
                            throw redirect.wrong(
                                    "derivePort",
                                    "unknown; use FROM_PROTOCOL_DEFAULT or FROM_REQUEST_PORT");
                };
        long usual = redirect.word("scheme").orElse("http").equals("https") ? 443 : 80;
        return port.equals(OptionalLong.of(usual)) ? OptionalLong.empty() : port;
    }

    static Map<String, Object> direct(Fields http) {
        Fields response = http.part("directResponse");
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("status", response.number("status").orElse(0));
        Fields body = response.part("body");
        Optional<String> text = body.text("string");
        text.ifPresent(t -> out.put("body", Map.of("inline_string", t)));
        body.end();
        response.end();
        return out;
    }
}
